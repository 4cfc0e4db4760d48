import { type Locale, localeSchema } from '@wayfare/contracts';

export interface Letter {
  readonly subject: string;
  readonly text: string;
  /** MJML, still to be compiled. */
  readonly mjml: string;
}

export const localeOf = (text: string): Locale => localeSchema.safeParse(text).data ?? 'en';

export const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

/** A header holds one line. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

export const mjText = (content: string, attributes = ''): string => `<mj-text ${attributes}>${escapeXml(content)}</mj-text>`;

export const mjButton = (label: string, href: string): string =>
  `<mj-button href="${escapeXml(href)}" background-color="#c8402b" color="#ffffff" border-radius="6px" align="left" padding="10px 16px">${escapeXml(label)}</mj-button>`;

/** One thing that a mail tells, on a card. */
export const mjCard = (content: string): string => `
    <mj-section background-color="#ffffff" border-radius="10px" padding="18px 8px">
      <mj-column>${content}</mj-column>
    </mj-section>
    <mj-section padding="6px"></mj-section>`;

/** The look of the mails that the product sends to its users. `body` is MJML, `foot` what goes into its last lines. */
export const mjFrame = (
  locale: Locale,
  title: string,
  body: string,
  foot: string,
): string => `<mjml lang="${locale}"><mj-head><mj-title>${escapeXml(title)}</mj-title><mj-attributes>
      <mj-all font-family="system-ui, 'PingFang SC', 'Microsoft YaHei', sans-serif" /><mj-text font-size="14px" line-height="1.6" color="#1d2129" padding="4px 16px" />
    </mj-attributes></mj-head><mj-body background-color="#faf8f4" width="620px">
    <mj-section><mj-column><mj-text font-size="22px" font-weight="600">${escapeXml(title)}</mj-text></mj-column></mj-section>
    ${body}
    <mj-section><mj-column><mj-text color="#71767f" font-size="12px">${foot}</mj-text></mj-column></mj-section>
    </mj-body></mjml>`;
