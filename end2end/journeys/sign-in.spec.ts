// Coming and going.
import { password, wangLi, zhouYan } from '../cast';
import { enter } from '../house/doors';
import { expect, test } from '../house/test';

test('who is not signed in is asked to, and then gets where they wanted', async ({ page, words }) => {
  await page.goto('/coverage?q=DB-01');
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel(words('sign_in.email'), { exact: true }).fill(wangLi.email);
  await page.getByLabel(words('sign_in.password'), { exact: true }).fill(password);
  await page.getByRole('button', { name: words('sign_in.submit'), exact: true }).click();
  await expect(page).toHaveURL(/\/coverage\?q=DB-01$/);
});

test('a wrong password is said so, and the e-mail stays typed', async ({ page, words }) => {
  await page.goto('/sign-in');
  await page.getByLabel(words('sign_in.email'), { exact: true }).fill('nobody@qsh.example');
  await page.getByLabel(words('sign_in.password'), { exact: true }).fill('not-the-password');
  await page.getByRole('button', { name: words('sign_in.submit'), exact: true }).click();
  await expect(page.getByText(words('words.refusal_credentials'))).toBeVisible();
  await expect(page.getByLabel(words('sign_in.email'), { exact: true })).toHaveValue('nobody@qsh.example');
  await expect(page.getByLabel(words('sign_in.password'), { exact: true })).toHaveValue('');
});

test('after five wrong passwords the door stays shut for a while, also for the right one', async ({ page, words }) => {
  const attempt = async (typed: string) => {
    await page.getByLabel(words('sign_in.email'), { exact: true }).fill('wutong@sunlight.example');
    await page.getByLabel(words('sign_in.password'), { exact: true }).fill(typed);
    await page.getByRole('button', { name: words('sign_in.submit'), exact: true }).click();
  };
  await page.goto('/sign-in');
  for (let i = 0; i < 5; i++) {
    await attempt(`guess ${i}`);
    await expect(page.getByText(words('words.refusal_credentials'))).toBeVisible();
    await page.goto('/sign-in');
  }
  await attempt(password);
  await expect(page.getByText(words('words.refusal_too_many'))).toBeVisible();
});

test('the session cookie is out of reach of scripts and other sites, and new at every sign-in', async ({ page, language }) => {
  await enter(page, wangLi, language);
  const [first] = (await page.context().cookies()).filter((cookie) => cookie.name.endsWith('sid'));
  expect(first).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  await enter(page, zhouYan, language);
  const [second] = (await page.context().cookies()).filter((cookie) => cookie.name.endsWith('sid'));
  expect(second.value).not.toBe(first.value);
});

test('signed out means out, also by the back button', async ({ page, words, language }) => {
  await enter(page, wangLi, language);
  await page.goto('/cases');
  await page.getByRole('button', { name: words('common.sign_out') }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goBack();
  await page.reload();
  await expect(page).toHaveURL(/\/sign-in/);
});
