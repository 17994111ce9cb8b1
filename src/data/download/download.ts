/** What is fetched from a data set's own home page. */
export interface Download {
  readonly files: readonly RemoteFile[];
}

export interface RemoteFile {
  readonly url: string;
  /** As served, about: the checksum says whether it is the right file, and twice as much is never taken. */
  readonly sizeBytes: number;
  /** Of the file as served, or of what gzip unpacks from it, as far as somebody publishes it. */
  readonly hash: Hash;
  /** A tar.gz in which the set's files lie; anything else is one of them. */
  readonly isArchive?: true;
}

export type Hash =
  | { readonly of: 'file'; readonly md5: string }
  | { readonly of: 'file' | 'unpacked'; readonly sha256: string };

/** The last part of the address. */
export const nameOf = ({ url }: Pick<RemoteFile, 'url'>): string => url.slice(url.lastIndexOf('/') + 1);

/** As people check it: `sha256 of the unpacked file 59f4…`. */
export const hashText = (hash: Hash): string =>
  `${'md5' in hash ? 'MD5' : 'SHA-256'} ${'md5' in hash ? hash.md5 : hash.sha256}${hash.of === 'unpacked' ? ' (unpacked)' : ''}`;
