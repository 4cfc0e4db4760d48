import { type Database, readSettings } from '@wayfare/platform';
import { NO_TOUCH, type PublicLinks } from '../tracking/public-links.js';
import type { Parcel } from '../transports/transport.js';
import type { Person, TemplateScope } from './person.js';
import { renderTemplate, TemplateError } from './render.js';
import { sampleCoupon } from './sample.js';
import type { TemplateStore } from './store.js';

/** A mail of a test run: filled in for its person, sent to somebody else. */
interface TestMail {
  readonly id: string;
  readonly to: string;
  readonly connectorId: string;
  readonly templateId: string;
  readonly templateRevision: number;
  readonly person: Person;
  readonly journeyName: string;
  readonly at: Date;
  /** The steps that hand out coupons: in a test nobody gets a real code. */
  readonly couponSteps: readonly string[];
}

interface Sender {
  sendTestBy(connectorId: string, parcel: Parcel): Promise<{ readonly ok: boolean; readonly message: string }>;
}

/** Everybody sees at once that it is none of the real ones. */
const MARK = '[Test]';

/** Mails of test runs: as the customer would get them, but with a mark, to an address for tests, and with links that tell nobody anything. */
export class TestMails {
  constructor(
    private readonly deps: {
      readonly database: Database;
      readonly links: PublicLinks;
      readonly templates: TemplateStore;
      readonly connectors: Sender;
    },
  ) {}

  async sendTestMail(mail: TestMail): Promise<{ ok: boolean; message: string; subject: string | null }> {
    const { database, links, templates, connectors } = this.deps;
    const { timeZone, locale } = await readSettings(database);
    const template = await templates.compiled(mail.templateId, mail.templateRevision, timeZone);
    if (!template) return { ok: false, message: 'The template of this step is not there any more.', subject: null };
    const unsubscribeUrl = links.unsubscribe(NO_TOUCH);
    const scope: TemplateScope = {
      customer: mail.person,
      journey: { name: mail.journeyName },
      now: mail.at.toISOString(),
      unsubscribe_url: unsubscribeUrl,
      preferences_url: links.preferences({ touch: NO_TOUCH, madeAt: mail.at }),
      confirm_url: links.confirm(NO_TOUCH),
      coupon: sampleCoupon(mail.at),
      coupons: Object.fromEntries(mail.couponSteps.map((step) => [step, sampleCoupon(mail.at)])),
    };
    try {
      const rendered = renderTemplate(template, { scope, locale });
      const content = { ...rendered, subject: `${MARK} ${rendered.subject ?? ''}`.trim() };
      const sent = await connectors.sendTestBy(mail.connectorId, { id: mail.id, to: mail.to, content, unsubscribeUrl, feedbackId: null });
      return { ...sent, subject: content.subject };
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return { ok: false, message: `The template can't be filled in for this person: ${error.message}`, subject: null };
    }
  }
}
