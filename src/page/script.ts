/**
 * Makes the heads of sortable tables buttons. The page needs it for nothing else; where scripts do not run, heads stay text.
 * Numbers sort as numbers, by the first one in a field; fields without come last.
 */
export const script = `
for (const table of document.querySelectorAll('table.sortable')) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const isDown = head.getAttribute('aria-sort') === 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
      const isNumber = head.classList.contains('number');
      const value = row => {
        const text = row.cells[column].textContent;
        return isNumber ? parseFloat(text.replace('−', '-').replace('<', '')) : text;
      };
      const compare = (a, b) => {
        const [x, y] = [value(a), value(b)];
        if (!isNumber) return (isDown ? -1 : 1) * x.localeCompare(y, undefined, { numeric: true });
        if (isNaN(x) || isNaN(y)) return isNaN(x) - isNaN(y);
        return isDown ? y - x : x - y;
      };
      body.append(...[...body.rows].sort(compare));
    });
  });
}
`;
