/** The name of a result: SHA-256, in hex, of everything that can change it. Equal ids mean interchangeable results. */
export type JobId = string & { readonly __brand: 'JobId' };
