// A session that ended while somebody typed: they sign in again and everything is still there.
import { database, liQiang, sunHao } from '../cast';
import { caseAddress, field, fillIn, send, severity } from '../house/deeds';
import { speak } from '../house/doors';
import { expect, test } from '../house/test';

const fault = { serial: database.serial, severity: 2 as const, title: '会话过期时正在填写', description: '第一行\n第二行 <b>不是标签</b>' };

test('a report typed in a session that ended is kept until signed in again', async ({ comes, words }) => {
  const page = await comes(liQiang);
  await page.goto('/cases/new');
  await fillIn(page, words, { ...fault, phone: '139 0000 9999' });
  await page.context().clearCookies({ name: /sid$/ });
  await send(page, words);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await expect(page.getByText(words('sign_in.kept'))).toBeVisible();
  await page.getByRole('button', { name: liQiang.name }).click();
  await expect(page).toHaveURL(/\/cases\/new\?parked=/);
  await expect(field(page, words('report.serial'))).toHaveValue(fault.serial);
  await expect(severity(page, words, 2)).toBeChecked();
  await expect(field(page, words('report.title_label'))).toHaveValue(fault.title);
  await expect(field(page, words('report.description'))).toHaveValue(fault.description);
  await expect(field(page, words('report.contact_phone'))).toHaveValue('139 0000 9999');
  await send(page, words);
  await expect(page).toHaveURL(caseAddress);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(fault.title);
});

test('what somebody typed is not shown to the next one who signs in', async ({ comes, words, language }) => {
  const page = await comes(liQiang);
  await page.goto('/cases/new');
  await fillIn(page, words, { ...fault, title: '只给李强看' });
  await send(page, words);
  await expect(page).toHaveURL(caseAddress);
  await page.goto('/cases/new');
  await fillIn(page, words, { title: '只给李强看，没有写完' });
  await send(page, words);
  await page.getByRole('button', { name: words('common.sign_out') }).click();
  await page.getByRole('button', { name: sunHao.name }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  await speak(page, language);
  await page.goto('/cases/new');
  await expect(field(page, words('report.title_label'))).toHaveValue('');
});
