import { callApi, createPerson, inWindow, signInQuietly } from './stage.js';
import { LANGUAGES, wordsOf } from './words.js';

describe('an attribute', () => {
  it.each(LANGUAGES)('says whom it comes from, what others say, what it means, and which source counts, in %s', (locale) =>
    inWindow(
      async (page) => {
        const t = wordsOf(locale);
        const name = `shoe_size_${locale}`;
        const say = (size: number) => ({ externalId: `feet-${locale}`, attributes: { [name]: size } });
        const { id } = (await callApi('POST', '/customers', say(42))) as { id: string };
        await signInQuietly(page, await createPerson('admin', locale));
        const { csrfToken } = await (await page.request.get('/api/v1/me')).json();
        // the same by somebody who is signed in counts as entered by hand
        const byHand = (size: number) =>
          page.request.post('/api/v1/customers', { data: say(size), headers: { 'x-csrf-token': csrfToken } });
        await byHand(43);
        await page.goto(`/customers/${id}`);
        await page.getByText(t('attributes.card.also', { value: 42 })).waitFor();
        await page.getByRole('button', { name: t('attributes.card.withdraw', { name, value: 43 }) }).click();
        const question = page.getByRole('dialog');
        await question.getByText(t('attributes.card.next', { value: 42, source: t('attributes.from.api') })).waitFor();
        await question.getByRole('button', { name: t('attributes.card.withdrawAction') }).click();
        await page.getByRole('button', { name: t('attributes.card.withdraw', { name, value: 42 }) }).waitFor();

        await page.goto('/customers/attributes');
        await page.getByLabel(t('attributes.list.search')).fill(name);
        const row = page.getByRole('row').filter({ hasText: name });
        await row.getByRole('link').waitFor();
        await row.getByText(t('attributes.list.notYet')).waitFor({ state: 'detached' });
        await row.getByRole('link').click();
        await page.getByText(t('attributes.type.distinct', { count: 1 })).waitFor();
        await page.getByLabel(t('attributes.meaning.label'), { exact: true }).fill(`Shoes ${locale}`);
        await page.getByRole('button', { name: t('common.save') }).click();
        await page.getByRole('heading', { name: `Shoes ${locale}` }).waitFor();

        await page.getByRole('button', { name: t('attributes.rule.open') }).click();
        const drawer = page.getByRole('dialog');
        await drawer.getByPlaceholder(t('attributes.rule.pick')).click();
        await page.getByRole('option', { name: t('attributes.from.api'), exact: true }).click();
        await drawer.getByRole('button', { name: t('common.save') }).click();
        await page.getByText(t('attributes.rule.saved')).waitFor();
        await byHand(44);
        await page.goto(`/customers/${id}`);
        await page.getByText(t('attributes.card.also', { value: 44 })).waitFor();
        await callApi('PUT', '/attribute-rules', { name, sources: [] });
      },
      { locale },
    )(),
  );
});

describe('an address', () => {
  it.each(LANGUAGES)('says whom it comes from, is taken back, and gives way to a stronger source, in %s', (locale) =>
    inWindow(
      async (page) => {
        const t = wordsOf(locale);
        const say = (box: string) => ({ externalId: `box-${locale}`, email: `${box}-${locale}@customers.example` });
        const { id } = (await callApi('POST', '/customers', say('first'))) as { id: string };
        await signInQuietly(page, await createPerson('admin', locale));
        const { csrfToken } = await (await page.request.get('/api/v1/me')).json();
        const byHand = (box: string) => page.request.post('/api/v1/customers', { data: say(box), headers: { 'x-csrf-token': csrfToken } });
        await byHand('second');
        await page.goto(`/customers/${id}`);
        const name = t('customers.page.email');
        await page.getByText(t('attributes.card.also', { value: say('first').email })).waitFor();
        await page.getByRole('button', { name: t('attributes.card.withdraw', { name, value: say('second').email }) }).click();
        await page
          .getByRole('dialog')
          .getByRole('button', { name: t('attributes.card.withdrawAction') })
          .click();
        await page.getByText(t('attributes.card.withdrawn', { name })).waitFor();
        await expect(callApi('GET', `/customers/${id}`)).resolves.toMatchObject({ email: say('first').email });

        await page.goto('/customers/attributes');
        await page.getByRole('button', { name: t('attributes.rule.titleOf', { name }), exact: true }).click();
        const drawer = page.getByRole('dialog');
        await drawer.getByPlaceholder(t('attributes.rule.pick')).click();
        await page.getByRole('option', { name: t('attributes.from.api'), exact: true }).click();
        await drawer.getByRole('button', { name: t('common.save') }).click();
        await page.getByText(t('attributes.rule.saved')).waitFor();
        await byHand('third');
        await page.goto(`/customers/${id}`);
        await page.getByText(t('attributes.card.also', { value: say('third').email })).waitFor();
        await expect(callApi('GET', `/customers/${id}`)).resolves.toMatchObject({ email: say('first').email });
        await callApi('PUT', '/attribute-rules', { name: '@email', sources: [] });
      },
      { locale },
    )(),
  );
});
