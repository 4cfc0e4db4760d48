import type { TFunction } from 'i18next';
import type { Page } from 'playwright-core';

/** Someone who sits at a page and reads it in a language. */
export interface Visit {
  readonly page: Page;
  readonly t: TFunction;
}

/** Goes to one of the places of the rail. */
export const goTo = (
  { page, t }: Visit,
  place: 'journeys' | 'audiences' | 'customers' | 'tasks' | 'content' | 'reports' | 'mailbox',
): Promise<void> =>
  page
    .getByRole('navigation', { name: t('app.rail.label') })
    .getByRole('link', { name: t(`app.rail.${place}`), exact: true })
    .click();

/** Chooses one of the few ways that stand side by side. */
export const choose = ({ page }: Visit, group: string, way: string): Promise<void> =>
  page.getByRole('radiogroup', { name: group, exact: true }).getByText(way, { exact: true }).click();

/** Opens a list of choices and takes one. */
export const pick = async ({ page }: Visit, field: string, option: string): Promise<void> => {
  await page.getByRole('combobox', { name: field, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

/** Waits until the page says it. */
export const sees = ({ page }: Visit, text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor();
