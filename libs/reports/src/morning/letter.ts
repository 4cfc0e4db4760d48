import type { Locale } from '@wayfare/contracts';
import { type Format, formatFor } from '../language/format.js';
import { wordsOf } from '../language/words.js';
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

export interface Letter {
  readonly subject: string;
  readonly text: string;
  /** MJML, still to be compiled. */
  readonly mjml: string;
}

const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

/** A header holds one line. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

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
  const text = (content: string, attributes = ''): string => `<mj-text ${attributes}>${escapeXml(content)}</mj-text>`;
  return `
    <mj-section background-color="#ffffff" border-radius="10px" padding="18px 8px">
      <mj-column>
        ${text(body.journey.name, 'font-size="17px" font-weight="600"')}
        ${sentences.map((sentence) => text(sentence)).join('')}
        ${figures.map((line) => text(line, 'color="#565c68" font-size="13px"')).join('')}
        <mj-button href="${escapeXml(link)}" background-color="#c8402b" color="#ffffff" border-radius="6px" align="left" padding="10px 16px">${escapeXml(wordsOf(locale).open)}</mj-button>
      </mj-column>
    </mj-section>
    <mj-section padding="6px"></mj-section>`;
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
    mjml: `<mjml lang="${locale}"><mj-head><mj-title>${escapeXml(title)}</mj-title><mj-attributes>
      <mj-all font-family="system-ui, 'PingFang SC', 'Microsoft YaHei', sans-serif" /><mj-text font-size="14px" line-height="1.6" color="#1d2129" padding="4px 16px" />
    </mj-attributes></mj-head><mj-body background-color="#faf8f4" width="620px">
    <mj-section><mj-column><mj-text font-size="22px" font-weight="600">${escapeXml(title)}</mj-text></mj-column></mj-section>
    ${reports.map((report) => sectionOf(report, locale)).join('')}
    <mj-section><mj-column><mj-text color="#71767f" font-size="12px">${escapeXml(why)} <a href="${escapeXml(endLink)}" style="color:#71767f">${escapeXml(words.end)}</a></mj-text></mj-column></mj-section>
    </mj-body></mjml>`,
  };
};
