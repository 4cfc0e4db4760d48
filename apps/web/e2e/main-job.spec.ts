import { card, createJourney, dragStep, drawLine, isSavedAndSound, lines, openForm } from './by-hand/canvas.js';
import { csvOf, importCustomers } from './by-hand/import.js';
import { signIn } from './by-hand/sign-in.js';
import { writeTemplate } from './by-hand/template.js';
import { choose, goTo, pick, sees, type Visit } from './by-hand/visit.js';
import { advanceClock, inWindow, stage } from './stage.js';
import { LANGUAGES, wordsOf } from './words.js';

const PEOPLE = 40;
const TARGET = 'https://shop.example/spring';

const CAMPAIGNS = {
  'zh-CN': {
    wave: 'chun',
    journey: '春季回访',
    letter: '春季问候',
    subject: '{{ customer.attributes.name }}，好久不见',
    person: '客户',
    link: '去看看',
  },
  en: {
    wave: 'spring',
    journey: 'Spring visit',
    letter: 'Spring greeting',
    subject: 'Long time no see, {{ customer.attributes.name }}',
    person: 'Customer',
    link: 'Have a look',
  },
} as const;
type Campaign = (typeof CAMPAIGNS)[(typeof LANGUAGES)[number]];

const mjmlOf = ({ link }: Campaign): string =>
  `<mjml><mj-body><mj-section><mj-column><mj-text>{{ customer.attributes.name | default: "you" }}</mj-text><mj-button href="${TARGET}">${link}</mj-button></mj-column></mj-section></mj-body></mjml>`;

const nameOf = ({ person }: Campaign, at: number): string => `${person} ${at}`;

const peopleCame = async (visit: Visit, campaign: Campaign): Promise<void> => {
  const { t } = visit;
  const names = Array.from({ length: PEOPLE }, (_, at) => nameOf(campaign, at + 1));
  await importCustomers(visit, `${campaign.wave}.csv`, csvOf(campaign.wave, names));
  await sees(visit, t('customers.imports.doneTitle', { count: PEOPLE }));
  await sees(visit, t('customers.imports.rejectedTitle', { count: 1 }));
};

/** Audience → Wait → E-mail → End, dragged and connected. */
const draw = async (visit: Visit, campaign: Campaign): Promise<void> => {
  const { t } = visit;
  await createJourney(visit, campaign.journey);
  const steps = ['audience', 'wait', 'send', 'exit'] as const;
  for (const [at, step] of steps.entries()) await dragStep(visit, step, { x: 340, y: 40 + at * 160 });
  const names = steps.map((step) => t(`nodes.kind.${step}`));
  for (const [at, name] of names.slice(1).entries()) await drawLine(visit, names[at] ?? '', name);
  expect(await lines(visit).count()).toBe(3);
};

const fillIn = async (visit: Visit, campaign: Campaign): Promise<void> => {
  const { page, t } = visit;
  const audience = await openForm(visit, t('nodes.kind.audience'));
  await choose(visit, t('nodes.field.who'), t('nodes.audience.way.condition'));
  await audience.getByRole('button', { name: `+ ${t('condition.build.add')}`, exact: true }).click();
  await page.getByLabel(t('condition.build.search')).fill('wave');
  await page.getByRole('option', { name: 'wave', exact: true }).click();
  await audience.getByLabel(t('condition.build.value'), { exact: true }).fill(campaign.wave);
  await audience.getByText(t('common.people.count', { count: PEOPLE })).waitFor();
  await page.getByRole('slider', { name: t('nodes.field.holdout') }).press('Home');
  await openForm(visit, t('nodes.kind.send'));
  await pick(visit, t('nodes.field.template'), campaign.letter);
  await isSavedAndSound(visit);
};

const launch = async (visit: Visit, campaign: Campaign): Promise<void> => {
  const { page, t } = visit;
  await page.getByRole('button', { name: t('canvas.launch') }).click();
  const sheet = page.getByRole('dialog', { name: t('canvas.launchSheet.title', { name: campaign.journey }) });
  await sheet.getByText(t('canvas.launchSheet.reachable', { count: PEOPLE })).waitFor();
  expect(await sheet.getByRole('definition').first().textContent()).toBe(String(PEOPLE));
  await sheet.getByRole('button', { name: t('canvas.launchSheet.key') }).click();
  await sees(visit, t('canvas.launchSheet.done', { name: campaign.journey }));
};

/** The counts of the canvas: first everyone waits, a day later everyone has got the mail and left. */
const watch = async (visit: Visit): Promise<void> => {
  const { page, t } = visit;
  const summary = page.getByRole('status', { name: t('canvas.live.summary') });
  const here = t('canvas.live.here');
  await advanceClock('PT1M');
  await card(visit, t('nodes.kind.wait'))
    .getByRole('button', { name: `${here}: ${PEOPLE}` })
    .waitFor();
  await advanceClock('P1D');
  await card(visit, t('nodes.kind.wait'))
    .getByRole('button', { name: `${t('canvas.live.passed')}: ${PEOPLE}` })
    .waitFor();
  await card(visit, t('nodes.kind.send')).getByText(String(PEOPLE), { exact: true }).waitFor();
  await summary.getByText(t('canvas.live.balanced')).waitFor();
};

/** Opens the mail of one customer in the mailbox and clicks the link in it, which leads on to where the letter points. */
const readMail = async (visit: Visit, campaign: Campaign): Promise<void> => {
  const { page, t } = visit;
  await goTo(visit, 'mailbox');
  const address = `${campaign.wave}-7@customers.example`;
  await page.getByLabel(t('mailbox.search')).fill(address);
  await page.getByRole('button').filter({ hasText: address }).click();
  const subject = campaign.subject.replace(/\{\{.*?\}\}/, nameOf(campaign, 7));
  await page.getByRole('heading', { name: subject }).waitFor();
  const link = page
    .frameLocator(`iframe[title=${JSON.stringify(t('mailbox.frame', { subject }))}]`)
    .getByRole('link', { name: campaign.link });
  expect(await link.getAttribute('href')).toMatch(`${stage.url}/t/c/`);
  const arrived = new Promise<void>((resolve) => {
    void page.context().route(`${TARGET}**`, async (route) => {
      await route.fulfill({ contentType: 'text/html', body: '<title>Spring</title>' });
      resolve();
    });
  });
  await link.click();
  await arrived;
};

const readReport = async (visit: Visit, campaign: Campaign): Promise<void> => {
  const { page, t } = visit;
  await goTo(visit, 'reports');
  await page.getByRole('row').filter({ hasText: campaign.journey }).click();
  const figure = (step: string): Promise<void> => page.getByRole('button', { name: step, exact: true }).waitFor();
  await figure(`${t('reports.funnel.targeted')}: ${PEOPLE}`);
  await figure(`${t('reports.funnel.delivered')}: ${PEOPLE}`);
  await figure(`${t('reports.funnel.clicked')}: 1`);
  await figure(`${t('reports.funnel.responded')}: 1`);
  await figure(`${t('reports.funnel.sent')} · ${t('nodes.kind.send')}: ${PEOPLE}`);
};

/** From the number of those who responded to the one who did, and everything that happened with them. */
const readTimeline = async (visit: Visit, campaign: Campaign): Promise<void> => {
  const { page, t } = visit;
  await page.getByRole('button', { name: `${t('reports.funnel.responded')}: 1`, exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('link')
    .filter({ hasText: nameOf(campaign, 7) })
    .click();
  const node = t('nodes.kind.send');
  await sees(visit, t('customers.timeline.response.click', { node }));
  await sees(visit, t('customers.timeline.message.sent', { node }));
  await sees(visit, t('customers.timeline.entered', { node: t('nodes.kind.audience') }));
  await sees(visit, t('customers.timeline.created'));
};

describe.each(LANGUAGES)('the main job, by hand, in %s', (language) => {
  it(
    'goes from a file of customers to a launched journey and a report of who responded',
    inWindow(
      async (page) => {
        const visit = { page, t: wordsOf(language) };
        const campaign = CAMPAIGNS[language];
        await signIn(visit, language);
        await peopleCame(visit, campaign);
        await writeTemplate(visit, { name: campaign.letter, subject: campaign.subject, mjml: mjmlOf(campaign) });
        await draw(visit, campaign);
        await fillIn(visit, campaign);
        await launch(visit, campaign);
        await watch(visit);
        await readMail(visit, campaign);
        await readReport(visit, campaign);
        await readTimeline(visit, campaign);
      },
      { locale: language },
    ),
    180_000,
  );
});
