import { stage } from '../stage.js';
import { LANGUAGES, wordsOf } from '../words.js';
import type { Visit } from './visit.js';

/** Types an address and a password, and presses Enter. */
export const typeIn = async ({ page, t }: Visit, email: string, password: string): Promise<void> => {
  await page.getByLabel(t('app.signIn.email')).fill(email);
  await page.getByRole('textbox', { name: t('app.signIn.password'), exact: true }).fill(password);
  await page.keyboard.press('Enter');
};

const NAMES = { 'zh-CN': '简体中文', en: 'English' } as const;

/**
 * Signs in as the first admin, and changes to the language of the test where the account has another one. Which one it has is asked
 * of the rail alone: the page of signing in speaks the account's language too, for the moment before it is left.
 */
export const signIn = async (visit: Visit, language: keyof typeof NAMES): Promise<void> => {
  const { page, t } = visit;
  await page.goto('/sign-in');
  await typeIn(visit, stage.email, stage.password);
  const railIn = (label: string) => page.getByRole('navigation', { name: label, exact: true });
  const rail = railIn(t('app.rail.label'));
  const [first, second] = LANGUAGES.map((each) => railIn(wordsOf(each)('app.rail.label')));
  if (!first || !second) throw new Error('there are two languages');
  await first.or(second).waitFor();
  if (await rail.isVisible()) return;
  await page.getByRole('button', { name: NAMES[language], exact: true }).click();
  await rail.waitFor();
};
