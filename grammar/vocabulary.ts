/**
 * The settings that may stand in a block, by the word in front of its `{`; undefined for a word that is not known.
 * The grammar itself knows no setting; it asks only to tell a forgotten value from a name.
 */
export type Vocabulary = (word: string) => ReadonlySet<string> | undefined;
