import type { SettingPath } from '../profile-file.ts';

/** A code the settings put into an element. */
export interface CodeSent {
  readonly path: SettingPath;
  /** The element it goes into: `BEG02`. */
  readonly element: string;
  readonly value: string;
  /** Only sent when a document has what it stands for, as an entry of a map; then the document is checked, not the profile. */
  readonly conditional: boolean;
}
