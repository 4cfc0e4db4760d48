import type { Locale } from '@wayfare/contracts';
import { type Format, formatFor } from '../language/format.js';
import { wordsOf } from '../language/words.js';
import { escapeXml, type Letter, mjButton, mjCard, mjFrame, mjText, oneLine } from '../mail/frame.js';
import type { Body } from '../response/report.js';
import { sentencesOf } from './sentences.js';

/** What one morning mail tells. */
export interface Morning {
  readonly day: string;
  readonly workspace: string;
  readonly locale: Locale;
  readonly reports: readonly { readonly body: Body; readonly link: string }[];
  readonly endLink: string;
}

const amountsOf = (body: Body, format: Format): string[] => [
  ...(body.value === 0 ? [] : [format.money(body.value, body.currency)]),
  ...Object.entries(body.otherValue).map(([currency, minor]) => format.money(minor, currency)),
];

/** One report in lines: what it means, in sentences that name the lift with its interval, and its funnel and money. */
const linesOf = (body: Body, locale: Locale): { figures: string[]; sentences: string[] } => {
  const [words, format] = [wordsOf(locale), formatFor(locale)];
  const amounts = amountsOf(body, format);
  return {
    figures: [
      words.funnel({
        targeted: format.number(body.targeted),
        delivered: format.number(body.delivered),
        responded: format.number(body.responded),
        rate: body.responseRate === null ? '–' : format.percent(body.responseRate),
        converted: format.number(body.converted),
      }),
      ...(amounts.length === 0 ? [] : [words.money({ amount: amounts.join(' + ') })]),
    ],
    sentences: sentencesOf(body, locale),
  };
};

const sectionOf = ({ body, link }: Morning['reports'][number], locale: Locale): string => {
  const { figures, sentences } = linesOf(body, locale);
  return mjCard(
    mjText(body.journey.name, 'font-size="17px" font-weight="600"') +
      sentences.map((sentence) => mjText(sentence)).join('') +
      figures.map((line) => mjText(line, 'color="#565c68" font-size="13px"')).join('') +
      mjButton(wordsOf(locale).open, link),
  );
};

/** Writes the morning mail: every report that its reader follows, in their language, as text and as MJML. */
export const letterOf = ({ day, workspace, locale, reports, endLink }: Morning): Letter => {
  const [words, format] = [wordsOf(locale), formatFor(locale)];
  const told = format.day(day);
  const [first, ...others] = reports;
  const title = words.title({ day: told });
  const why = words.why({ workspace });
  const parts = reports.map(({ body, link }) => {
    const { figures, sentences } = linesOf(body, locale);
    return [body.journey.name, ...sentences, ...figures, `${words.open} ${link}`].join('\n');
  });
  return {
    subject: oneLine(
      words.subject({ day: told, journey: first?.body.journey.name ?? '', more: others.length === 0 ? '' : String(others.length) }),
    ),
    text: [title, ...parts, `${why}\n${words.end} ${endLink}`].join('\n\n'),
    mjml: mjFrame(
      locale,
      title,
      reports.map((report) => sectionOf(report, locale)).join(''),
      `${escapeXml(why)} <a href="${escapeXml(endLink)}" style="color:#71767f">${escapeXml(words.end)}</a>`,
    ),
  };
};
