import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A web server on this machine for one test; gives its address without a last slash. */
export async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Files by their names, in part where a part is asked for. */
export const serveFiles = (files: Readonly<Record<string, Buffer>>, asked: string[] = []): Promise<string> =>
  serve((request, response) => {
    const { range = '' } = request.headers;
    asked.push(`${request.url} ${range}`.trim());
    const content = files[request.url?.slice(1) ?? ''];
    const from = Number(/bytes=(\d+)-/.exec(range)?.[1] ?? 0);
    response.writeHead(content ? (from > 0 ? 206 : 200) : 404);
    response.end(content?.subarray(from));
  });
