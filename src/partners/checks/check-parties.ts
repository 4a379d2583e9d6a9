import { locationFault, type SetGuide } from '../../x12/index.ts';
import type { SettingPath } from '../profile-file.ts';
import type { TypedSettings } from '../settings/typed-settings.ts';
import { elementOf, error, unknownElement, type SettingFault } from './fault.ts';

type Settings = TypedSettings['settings'];
type Party = Settings['parties'][number];

/** Checks what settings say of parties, addresses and dates, against the release's guide and against itself. */
export function checkParties({ type, settings }: TypedSettings, guide: SetGuide): SettingFault[] {
  const ofOrders = type === 'ship-notice' ? settings.orderParties : [];
  return [
    ...settings.parties.flatMap((party, index) => checkParty(party, ['parties', index])),
    ...ofOrders.flatMap((party, index) => checkParty(party, ['orderParties', index])),
    ...checkAddress(settings, guide),
    ...settings.dates.flatMap((date, index) => checkDate(date, ['dates', index])),
  ];
}

function checkParty({ name, identification }: Party, path: SettingPath): SettingFault[] {
  if (!name && !identification)
    return [error('PARTNER-PARTY', path, 'has neither a name nor an identification, so N1 would say nothing')];
  if (!identification) return [];
  const { qualifier, code } = identification;
  const at = [...path, 'identification', 'code'];
  const numbers: [SettingPath, string][] =
    'value' in code
      ? [[[...at, 'value'], code.value]]
      : Object.entries(code.codes ?? {}).map(([from, to]) => [[...at, 'codes', from], to]);
  return numbers.flatMap(([where, number]) => {
    const fault = locationFault(qualifier, number);
    return fault === undefined ? [] : [error('PARTNER-PARTY', where, `is ${number}, which ${fault}`)];
  });
}

function checkAddress({ address }: Settings, guide: SetGuide): SettingFault[] {
  const faults: SettingFault[] = [];
  if (address.otherStates === 'n407' && !elementOf(guide, 'N407'))
    faults.push(unknownElement(['address', 'otherStates'], 'N407', guide));
  const letters = { 'as-mapped': undefined, 'alpha-2': 2, 'alpha-3': 3 }[address.countryForm];
  address.omitCountries.forEach((country, index) => {
    if (letters === undefined || country.length === letters) return;
    const message = `is ${country}, and countryForm is ${address.countryForm}, so it would never be left out`;
    faults.push(error('PARTNER-PARTY', ['address', 'omitCountries', index], message));
  });
  return faults;
}

function checkDate({ source, time, zone, until }: Settings['dates'][number], path: SettingPath): SettingFault[] {
  const faults: SettingFault[] = [];
  const fault = (field: string, message: string, fix: string): void => {
    faults.push(error('PARTNER-DATE', [...path, field], message, fix));
  };
  if (until && time !== undefined)
    fault('time', 'stands with until, and a period (RD8) has no times', 'Leave one of them out.');
  if (zone !== undefined && time === undefined)
    fault('zone', 'stands without time, and DTM04 needs DTM03', 'Give time, or leave zone out.');
  if ((time === 'minutes' || time === 'seconds') && source !== 'created')
    fault('time', `is ${time}, and ${source} has no time in SYSPRO`, 'Give a time of day such as "0800".');
  return faults;
}
