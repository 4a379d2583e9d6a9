import {
  answerableGroups,
  answerableInterchanges,
  answerableSets,
  seriesBetween,
  seriesOfGroups,
  type AnswerableGroup,
  type AnswerableSet,
  type AnsweringSeries,
} from '../../ledger/answerable.ts';
import type { Queryable } from '../../ledger/database.ts';
import { readProfileVersion } from '../../ledger/queries.ts';
import type { Finding } from '../../documents/finding.ts';
import { transactionSetOf } from '../../documents/document-key.ts';
import type { DocumentProfile } from '../../partners/profile.ts';
import { localTime } from '../../translation/interchange.ts';
import type { AnswerEnvelope, SentGroup } from '../../x12/acknowledgements/index.ts';

/** A group that was sent, with the documents its sets are. */
export interface GroupOfOurs extends SentGroup {
  /** In the order of `sets`. */
  readonly documents: readonly AnswerableSet[];
  /** The transmission that has the interchange's bytes. */
  readonly transmission: number;
}

/** When Sterling was first asked for the message of what was sent; null where it never was. */
interface SentOnce {
  readonly sentAt: Date | null;
}

/** When a message arrived, and when we took it. */
export interface Arrival {
  /** By Sterling's clock; null where Sterling does not say it, or without its zone. */
  readonly arrivedAt: Date | null;
  readonly takenAt: Date;
}

/** How far Sterling's clock, PostgreSQL's and ours may differ where nothing is wrong with them. */
const clocksDiffer = 3_600_000;

/** How far off a time can be that was told in another zone than meant: from UTC+14 to UTC-12. */
const zonesDiffer = 26 * 3_600_000;

/** What was sent, as the ledger has it, asked for at most once while one message is handled. */
export class SentGroups {
  readonly #db: Queryable;
  readonly #arrival: Arrival;
  readonly #known = new Map<string, Promise<unknown>>();

  constructor(db: Queryable, arrival: Arrival) {
    this.#db = db;
    this.#arrival = arrival;
  }

  /** The series between an answer's parties: by its interchange, and by its group where a network has put another around it. */
  series({ sender, receiver, group }: AnswerEnvelope, by: 'interchange' | 'group'): Promise<AnsweringSeries[]> {
    if (by === 'interchange')
      return this.#once(['series', sender, receiver], () => seriesBetween(this.#db, { partner: sender, us: receiver }));
    if (!group) return Promise.resolve([]);
    const parties = { partner: group.sender, us: group.receiver };
    return this.#once(['group-series', parties], () => seriesOfGroups(this.#db, parties));
  }

  /** The groups GS01 and GS06 may mean, the likeliest first. */
  async groups(
    envelope: AnswerEnvelope,
    series: readonly AnsweringSeries[],
    functionalIds: readonly string[],
    control: number,
  ): Promise<GroupOfOurs[]> {
    const ids = series.map(({ id }) => id);
    const found = await this.#once(['groups', ids, functionalIds, control], () =>
      answerableGroups(this.#db, ids, functionalIds, control),
    );
    return Promise.all(this.likely(found, envelope).map((group) => this.#withSets(group)));
  }

  /** The interchanges ISA13 may mean, each as one group of all its sets, the likeliest first. */
  async interchanges(
    envelope: AnswerEnvelope,
    series: readonly AnsweringSeries[],
    control: number,
  ): Promise<GroupOfOurs[]> {
    const ids = series.map(({ id }) => id);
    const found = await this.#once(['interchanges', ids, control], () =>
      answerableInterchanges(this.#db, ids, control),
    );
    return Promise.all(this.likely(found, envelope).map((group) => this.#withSets(group)));
  }

  /** The profile a document was sent by. */
  profile(hash: string): Promise<DocumentProfile> {
    return this.#once(['profile', hash], async () => (await readProfileVersion(this.#db, hash)) as DocumentProfile);
  }

  /**
   * Of things that were sent those an answer may mean: nothing that was sent after it arrived, for then it answers one of the same
   * number from before, be it another system's; and nothing of which Sterling was never asked to make a message. Where that leaves none,
   * Sterling's time may be of another zone or clock: then what was sent before we took the answer, if the two are not days apart. Of
   * those left, the ones sent in the usage the answer's ISA15 has.
   */
  likely<Sent extends SentOnce & { readonly usage?: string }>(
    sent: readonly Sent[],
    { usage }: AnswerEnvelope,
  ): Sent[] {
    const preferred = (of: readonly Sent[], better: (one: Sent) => boolean): readonly Sent[] =>
      of.some(better) ? of.filter(better) : of;
    const before = sent.filter((one) => this.#sentBefore(one, clocksDiffer));
    const sure = preferred(before, (one) => this.#sentBefore(one, 0));
    const left = sure.length > 0 ? sure : sent.filter((one) => this.#byTaking(one));
    return [...preferred(left, (one) => one.usage === (usage === 'P' ? 'production' : 'test'))];
  }

  /** What is to be said of an answer that is matched though by Sterling's clock it arrived before what it answers was sent. */
  clockFindings(sent: SentOnce, record: string): Finding[] {
    if (this.#sentBefore(sent, clocksDiffer)) return [];
    return [
      {
        code: 'INBOX-CLOCK',
        severity: 'warning',
        record,
        message: `arrived at ${this.#arrival.arrivedAt?.toISOString()} by Sterling's clock, before what it answers was sent (${sent.sentAt?.toISOString()}); it was matched by when it was taken`,
        fix: 'Compare the clocks and time zones of Sterling, of the database and of the workers.',
      },
    ];
  }

  #sentBefore({ sentAt }: SentOnce, allowance: number): boolean {
    const { arrivedAt, takenAt } = this.#arrival;
    return sentAt !== null && sentAt.getTime() <= (arrivedAt ?? takenAt).getTime() + allowance;
  }

  #byTaking({ sentAt }: SentOnce): boolean {
    const { arrivedAt, takenAt } = this.#arrival;
    if (sentAt === null || arrivedAt === null) return false;
    const sent = sentAt.getTime();
    return sent <= takenAt.getTime() + clocksDiffer && sent - arrivedAt.getTime() <= zonesDiffer;
  }

  #withSets(group: AnswerableGroup): Promise<GroupOfOurs> {
    const { transmission, position } = group;
    return this.#once(['sets', transmission, position], async () => {
      const documents = await answerableSets(this.#db, transmission, position);
      const [first] = documents;
      const profile = first && (await this.profile(first.profileHash));
      const { date, time } = localTime(group.renderedAt, group.timeZone ?? 'UTC');
      return {
        transmission,
        documents,
        sender: group.sender,
        receiver: group.receiver,
        interchange: String(group.interchange).padStart(9, '0'),
        date: date.slice(2),
        time,
        functionalId: group.functionalId,
        groupSender: profile?.interchange.us.group ?? '',
        groupReceiver: profile?.interchange.partner.group ?? '',
        group: String(group.control).padStart(profile?.controlNumbers.groupDigits ?? 1, '0'),
        sets: documents.map(({ type, control }) => ({ id: transactionSetOf[type], control })),
      };
    });
  }

  #once<T>(key: readonly unknown[], ask: () => Promise<T>): Promise<T> {
    const name = JSON.stringify(key);
    const known = this.#known.get(name) as Promise<T> | undefined;
    if (known) return known;
    const asked = ask();
    this.#known.set(name, asked);
    return asked;
  }
}
