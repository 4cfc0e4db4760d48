import { goTo, sees, type Visit } from './visit.js';

export interface Letter {
  readonly name: string;
  /** With Liquid. */
  readonly subject: string;
  readonly mjml: string;
}

/** Writes an e-mail in the editor in place of the ready one, looks at its preview, and saves it. */
export const writeTemplate = async (visit: Visit, { name, subject, mjml }: Letter): Promise<void> => {
  const { page, t } = visit;
  await goTo(visit, 'content');
  await page
    .getByRole('button', { name: t('content.list.create') })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: t('content.create.title') });
  await dialog.getByLabel(t('content.create.name')).fill(name);
  await dialog.getByRole('button', { name: t('content.create.make') }).click();
  await page.getByLabel(t('content.editor.subject'), { exact: true }).fill(subject);
  await page.getByRole('textbox', { name: t('content.editor.tabs.design'), exact: true }).click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(mjml);
  await sees(visit, t('content.editor.unsaved'));
  await sees(visit, t('content.preview.noProblems'));
  await page.keyboard.press('ControlOrMeta+S');
  await sees(visit, t('content.list.revision', { revision: 2 }));
};
