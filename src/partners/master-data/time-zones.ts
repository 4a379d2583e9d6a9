/**
 * The time zone codes Sterling's trading partners take: its own list, neither IANA zones nor plain offsets. `-051` and the like are
 * further zones of one offset. As the API's interface description has them.
 */
// prettier-ignore
export const sterlingTimeZones = [
  '-01', '-011', '-02', '-031', '-032', '-033', '-03', '-04', '-041', '-042', '-051', '-05',
  '-052', '-061', '-06', '-062', '-063', '-07', '-08', '-09', '-10', '-11', '-12', '0',
  '+01', '+011', '+012', '+013', '+014', '+02', '+021', '+022', '+03', '+031', '+032',
  '+04', '+041', '+05', '+051', '+0530', '+054', '+06', '+061', '+063', '+07', '+071', '+08',
  '+081', '+082', '+083', '+09', '+091', '+093', '+10', '+101', '+11', '+12',
] as const;
export type SterlingTimeZone = (typeof sterlingTimeZones)[number];

/** Whether Sterling takes a text as a time zone. */
export function isSterlingTimeZone(text: string): text is SterlingTimeZone {
  return sterlingTimeZones.some((code) => code === text);
}
