/**
 * The data elements of segments that stand in no table of a release: those of 824, 855, 864 and their like, in order. Only for
 * reading a file aloud: nothing is checked by them. Public knowledge, compared with published partner guides of 004010 to 005010.
 */
export const plainSegments: Readonly<Record<string, string>> = {
  BGN: '353 127 373 337 623 127 640 306 786',
  OTI: '110 128 127 142 124 373 337 28 329 143 480 353 640 346 306 305 641',
  TED: '647 3 721 719 722 725 724 961',
  RED: '352',
  BAK: '353 587 324 373 328 326 367 127 373 640',
  BCH: '353 92 324 328 327 373 326 367 127 373 373',
  BCA: '353 587 324 328 327 373 326 367 127 373 373',
  ACK: '668 380 355 374 373 326 235 234 235 234 235 234 235 234 235 234 235 234 235 234 235 234 235 234 235 234 559 822 1271',
  BMG: '353 352 640',
  MIT: '127 352',
  DTP: '374 1250 1251',
};
