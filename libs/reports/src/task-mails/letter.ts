import type { Locale } from '@wayfare/contracts';
import { formatFor } from '../language/format.js';
import { wordsOf } from '../language/words.js';
import { escapeXml, type Letter, mjButton, mjCard, mjFrame, mjText, oneLine } from '../mail/frame.js';

export interface AskedTask {
  readonly title: string;
  readonly note: string | null;
  readonly dueAt: Date | null;
  readonly customerName: string;
  readonly journeyName: string;
  /** Where it can be ticked off. */
  readonly link: string;
}

/** What one mail about tasks tells. */
export interface Asked {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly workspace: string;
  /** The most urgent first. */
  readonly tasks: readonly AskedTask[];
  /** How many there are: more than are told. */
  readonly all: number;
  /** All of the reader's tasks. */
  readonly allLink: string;
}

const linesOf = ({ customerName, journeyName, dueAt, note }: AskedTask, { locale, timeZone }: Asked) => {
  const words = wordsOf(locale).taskMail;
  const due = dueAt === null ? words.noDue : words.due({ at: formatFor(locale).dateTime(dueAt.toISOString(), timeZone) });
  return {
    about: words.about({ customer: customerName, journey: journeyName }),
    due,
    note: (note ?? '').split(/\r?\n/).filter((line) => line.trim() !== ''),
  };
};

/** Writes the mail that tells a colleague what they were asked to do, in their language, as text and as MJML. */
export const letterOf = (asked: Asked): Letter => {
  const { locale, tasks, all, allLink, workspace } = asked;
  const words = wordsOf(locale).taskMail;
  const count = formatFor(locale).number(all);
  const [first] = tasks;
  const named = { title: first?.title ?? '', customer: first?.customerName ?? '' };
  const title = all === 1 ? words.one : words.many({ count });
  const more = all > tasks.length ? words.more({ count: formatFor(locale).number(all - tasks.length) }) : null;
  const why = words.why({ workspace });
  const parts = tasks.map((task) => {
    const { about, due, note } = linesOf(task, asked);
    return [task.title, about, due, ...note, `${words.open} ${task.link}`].join('\n');
  });
  const cards = tasks.map((task) => {
    const { about, due, note } = linesOf(task, asked);
    return mjCard(
      mjText(task.title, 'font-size="17px" font-weight="600"') +
        mjText(about) +
        mjText(due, 'color="#565c68" font-size="13px"') +
        note.map((line) => mjText(line)).join('') +
        mjButton(words.open, task.link),
    );
  });
  return {
    subject: oneLine(all === 1 ? words.subject(named) : words.subjectMany({ count, ...named })),
    text: [title, ...parts, `${more === null ? '' : `${more} `}${words.all} ${allLink}`, why].join('\n\n'),
    mjml: mjFrame(
      locale,
      title,
      cards.join('') + (more === null ? '' : mjCard(mjText(more))),
      `<a href="${escapeXml(allLink)}" style="color:#71767f">${escapeXml(words.all)}</a> · ${escapeXml(why)}`,
    ),
  };
};
