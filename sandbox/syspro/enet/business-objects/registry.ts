import type { BusinessObject } from './business-object.ts';
import { comfnd } from './comfnd.ts';
import { porqpo } from './porqpo.ts';
import { porqry } from './porqry.ts';

/** The query business objects the sandbox has, by name. */
export const queryObjects: ReadonlyMap<string, BusinessObject> = new Map([
  ['PORQRY', porqry],
  ['PORQPO', porqpo],
  ['COMFND', comfnd],
]);
