import { apsqry } from './apsqry.ts';
import { arsqry } from './arsqry.ts';
import type { BusinessObject } from './business-object.ts';
import { comfnd } from './comfnd.ts';
import { invqry } from './invqry.ts';
import { porqpo } from './porqpo.ts';
import { porqry } from './porqry.ts';
import { sorqdl } from './sorqdl.ts';
import { sorqdn } from './sorqdn.ts';
import { sorqid } from './sorqid.ts';
import { sorqry } from './sorqry.ts';

/** The query business objects the sandbox has, by name. */
export const queryObjects: ReadonlyMap<string, BusinessObject> = new Map([
  ['PORQRY', porqry],
  ['PORQPO', porqpo],
  ['SORQRY', sorqry],
  ['SORQID', sorqid],
  ['SORQDN', sorqdn],
  ['SORQDL', sorqdl],
  ['APSQRY', apsqry],
  ['ARSQRY', arsqry],
  ['INVQRY', invqry],
  ['COMFND', comfnd],
]);
