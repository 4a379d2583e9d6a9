import { calendarDay } from '../seed/calendar.ts';
import { localCurrency } from './local-currency.ts';
import type { Session } from './sessions.ts';
import { element, reply } from './xml.ts';

export const sysproVersion = '8.0.0.0';

/** The GetLogonProfile document of a session. Its root's name is inferred. */
export function logonProfile({ operator, company }: Session, now: Date): string {
  const values: Readonly<Record<string, string>> = {
    CompanyName: company.name,
    OperatorCode: operator.code,
    OperatorGroup: 'EDI',
    OperatorEmailAddress: '',
    OperatorLocation: '',
    OperatorLanguageCode: '05',
    SystemLanguage: '05',
    AccountingDate: calendarDay(now),
    CompanyDate: calendarDay(now),
    DefaultArBranch: '10',
    DefaultApBranch: '10',
    DefaultBank: '1',
    DefaultWarehouse: 'D1',
    DefaultCustomer: '',
    SystemSiteId: 'SANDBOX',
    SystemNationalityCode: 'US',
    LocalCurrencyCode: localCurrency,
    CurrencyDescription: 'US DOLLAR',
    DecimalFormat: '1',
    DateFormat: '01',
    FunctionalRole: '',
    DatabaseType: 'SQL',
    SysproVersion: sysproVersion,
    EnetVersion: sysproVersion,
    SysproServerBitWidth: '64',
  };
  return reply(
    'UserProfile',
    Object.entries(values)
      .map(([name, value]) => element(name, value))
      .join(''),
  );
}
