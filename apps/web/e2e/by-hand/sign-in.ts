import { stage } from '../stage.js';
import type { Visit } from './visit.js';

/** Types an address and a password, and presses Enter. */
export const typeIn = async ({ page, t }: Visit, email: string, password: string): Promise<void> => {
  await page.getByLabel(t('app.signIn.email')).fill(email);
  await page.getByRole('textbox', { name: t('app.signIn.password'), exact: true }).fill(password);
  await page.keyboard.press('Enter');
};

const NAMES = { 'zh-CN': '简体中文', en: 'English' } as const;

/** Signs in as the first admin, and changes to the language of the test where the account has another one. */
export const signIn = async (visit: Visit, language: keyof typeof NAMES): Promise<void> => {
  const { page, t } = visit;
  await page.goto('/sign-in');
  await typeIn(visit, stage.email, stage.password);
  const rail = page.getByRole('navigation', { name: t('app.rail.label') });
  const other = page.getByRole('button', { name: NAMES[language], exact: true });
  await rail.or(other).first().waitFor();
  if (await other.isVisible()) await other.click();
  await rail.waitFor();
};
