import type { TemplateInput } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import { button, column, divider, heading, image, mail, offer, paragraph, section } from './mjml.js';

export const STARTERS = ['blank', 'welcome', 'arrivals', 'winback', 'confirm', 'webhook'] as const;
export type Starter = (typeof STARTERS)[number];

type Draft = Omit<TemplateInput, 'name'>;

/** The customer's name, or a word that fits everyone. */
const nameIn = (t: TFunction): string => `{{ customer.attributes.name | default: "${t('content.ready.friend')}" }}`;

const email = (subject: string, sections: readonly string[], t: TFunction): Draft => ({
  channel: 'email',
  subject,
  mjml: mail(sections, { reason: t('content.ready.reason'), unsubscribe: t('content.ready.unsubscribe') }),
});

const WEBHOOK_BODY = `{
  "customer": "{{ customer.externalId }}",
  "email": "{{ customer.email }}",
  "journey": "{{ journey.name }}"
}
`;

const DRAFTS: Readonly<Record<Starter, (t: TFunction) => Draft>> = {
  blank: (t) =>
    email(
      t('content.ready.blankSubject'),
      section(
        column([
          ...heading(t('content.ready.blankTitle')),
          ...paragraph(t('content.ready.blankText')),
          ...button(t('content.ready.button')),
        ]),
      ),
      t,
    ),
  welcome: (t) => {
    const name = nameIn(t);
    const body = [
      ...heading(t('content.ready.welcomeTitle', { name })),
      ...paragraph(t('content.ready.welcomeText')),
      ...button(t('content.ready.welcomeButton')),
    ];
    return email(t('content.ready.welcomeSubject', { name }), section(column(body)), t);
  },
  arrivals: (t) => {
    const product = (title: string): string[] => column([...image(title), ...paragraph(title)]);
    const sections = [
      ...section(column([...heading(t('content.ready.arrivalsTitle')), ...paragraph(t('content.ready.arrivalsText'))])),
      ...section([...product(t('content.ready.productOne')), ...product(t('content.ready.productTwo'))]),
      ...section(column(button(t('content.ready.arrivalsButton')))),
    ];
    return email(t('content.ready.arrivalsSubject'), sections, t);
  },
  winback: (t) => {
    const name = nameIn(t);
    const body = [
      ...heading(t('content.ready.winbackTitle', { name })),
      ...paragraph(t('content.ready.winbackText')),
      ...divider(),
      ...offer(t('content.ready.winbackOffer')),
      ...divider(),
      ...button(t('content.ready.winbackButton')),
    ];
    return email(t('content.ready.winbackSubject', { name }), section(column(body)), t);
  },
  confirm: (t) => {
    const body = [
      ...heading(t('content.ready.confirmTitle')),
      ...paragraph(t('content.ready.confirmText')),
      ...button(t('content.ready.confirmButton'), '{{ confirm_url }}'),
    ];
    return email(t('content.ready.confirmSubject'), section(column(body)), t);
  },
  webhook: () => ({ channel: 'webhook', text: WEBHOOK_BODY }),
};

/** A ready template in the reader's language: MJML with their words, and Liquid where it speaks to someone. */
export const starterOf = (starter: Starter, t: TFunction): Draft => DRAFTS[starter](t);
