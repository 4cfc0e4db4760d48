import type { Line } from './stays.js';

/** What comes first among things of one instant: the first letter of their ids, which the sources and the pages sort by. */
export const RANK = { created: 'a', behaviour: 'b', response: 'c', edit: 'cz', visit: 'd', message: 'e', exit: 'f' } as const;

/** Newest first; among things of one instant by their ids. */
export const isNewer = (a: { at: Date; id: string }, b: { at: Date; id: string }): number =>
  b.at.getTime() - a.at.getTime() || Buffer.compare(Buffer.from(b.id), Buffer.from(a.id));

/** Sorts behind what it follows, and before everything that comes after that. */
const behind = (line: Line, cause: Line | undefined): Line => (cause ? { ...line, id: `${cause.id}~${line.id}` } : line);
const isOneInstant = (a: Line, b: Line): boolean => a.at.getTime() === b.at.getTime();

interface Ledgers {
  readonly messages: readonly Line[];
  readonly responses: readonly Line[];
}

/**
 * Gives messages and responses ids that sort behind what they follow, where that happened at the same instant: a message behind the step that sent it, a response
 * behind its message. @param visits every step that the customer came to
 */
export const settled = ({ messages, responses }: Ledgers, visits: readonly Line[]): Line[] => {
  const sent = messages.map((line) =>
    behind(
      line,
      visits.find((visit) => visit.nodeId === line.nodeId && visit.journeyId === line.journeyId && isOneInstant(visit, line)),
    ),
  );
  const answers = responses.map((line) =>
    behind(
      line,
      sent.find((message) => message.detail['messageId'] === line.detail['messageId'] && isOneInstant(message, line)),
    ),
  );
  return [...sent, ...answers];
};
