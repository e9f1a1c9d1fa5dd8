// The survey by its link: no sign-in, once.
import type { Page } from '@playwright/test';
import { database, linWan, liQiang, zhouYan } from '../cast';
import { assign, grade, report, resolve } from '../house/deeds';
import { expect, test } from '../house/test';

test('whoever has the link answers once, without signing in', async ({ comes, words, page: guest, javaScriptEnabled }) => {
  test.setTimeout(90_000);
  const customer = await comes(liQiang);
  const number = await report(customer, words, { serial: database.serial, severity: 3, title: '给个链接', description: '评价用链接。' });
  const secretary = await comes(linWan);
  await assign(secretary, words, number, zhouYan.name);
  await resolve(await comes(zhouYan), words, number);
  await customer.goto(`/cases/${number}/record`);
  await customer.getByRole('button', { name: words('record.confirm') }).click();
  await expect(customer.getByText(words('record.closed_title'))).toBeVisible();

  await secretary.goto(`/cases/${number}`);
  const link = await surveyLink(secretary);
  expect(new URL(link).pathname).toMatch(/^\/surveys\/[\w-]{20,}$/);
  await guest.goto(link);
  await expect(guest.getByText(number)).toBeVisible();
  await guest.getByRole('button', { name: words('survey.submit'), exact: true }).click();
  await expect(guest.getByText(words('words.refusal_flawed')).first()).toBeVisible();
  await grade(guest, words, 'good', '<b>不错</b>');
  await expect(guest.getByText(words('survey.answered_title'))).toBeVisible();
  await guest.goto(link);
  await expect(guest.getByText(words('survey.answered_title'))).toBeVisible();
  await expect(guest.getByRole('button', { name: words('survey.submit'), exact: true })).toBeHidden();

  await customer.goto(`/cases/${number}/survey`);
  await expect(customer.getByText('<b>不错</b>')).toBeVisible();
});

test('a link that is none is not found', async ({ page, words }) => {
  const answer = await page.goto('/surveys/0000000000000000000000000000000000000000');
  expect(answer?.status()).toBe(404);
  await expect(page.getByText(words('words.refusal_not_found'), { exact: true }).first()).toBeVisible();
});

/** As staff finds it on the page of the case. */
async function surveyLink(page: Page): Promise<string> {
  const found = page.getByText(/https?:\/\/\S+\/surveys\/\S+/).or(page.getByRole('textbox').and(page.locator('[value*="/surveys/"]'))).first();
  await found.waitFor();
  const said = (await found.getAttribute('value')) ?? (await found.innerText());
  return /https?:\/\/\S+\/surveys\/[\w-]+/.exec(said)![0];
}
