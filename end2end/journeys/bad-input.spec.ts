// Whatever is typed or attached gets a clear answer, is shown as the text it is, and never runs.
import { writeFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { database, liQiang, linWan, wangLi } from '../cast';
import { caseAddress, field, fillIn, numberOf, send } from '../house/deeds';
import { expect, test } from '../house/test';
import type { Words } from '../house/words';

const nasty = '</textarea><script>alert(1)</script>"\'><img src=x onerror=alert(2)>{{7*7}}';
const fault = { serial: database.serial, severity: 3 as const, title: '普通标题', description: '普通说明' };

test('markup in every field of a report is text, also when the form comes back', async ({ comes, words, javaScriptEnabled }) => {
  const page = await comes(liQiang);
  await page.goto('/cases/new');
  if (javaScriptEnabled) await expect(page.getByText(words('report.draft_unsaved'))).toBeVisible();
  await fillIn(page, words, { serial: nasty, severity: 3, title: nasty, description: nasty, phone: nasty });
  await field(page, words('report.contact_name')).fill(nasty);
  await field(page, words('report.contact_email')).fill(nasty);
  await send(page, words);
  await expect(page.getByRole('alert')).toBeVisible();
  for (const label of ['serial', 'title_label', 'description', 'contact_name', 'contact_phone', 'contact_email']) {
    await expect(field(page, words(`report.${label}`))).toHaveValue(nasty);
  }
  await field(page, words('report.contact_phone')).fill('139 0000 2102');
  await field(page, words('report.contact_email')).fill('');
  await send(page, words);
  await expect(page).toHaveURL(caseAddress);
  const number = numberOf(page);
  const secretary = await comes(linWan);
  for (const [reader, path] of [[page, `/cases/${number}`], [page, '/cases'], [page, `/cases/${number}/record`], [secretary, '/dispatch'], [secretary, `/cases/${number}`]] as const) {
    await reader.goto(path);
    await expect(reader.getByText(nasty).first()).toBeVisible();
  }
});

test('empty fields and words that are too long are told apart, and nothing is cut', async ({ comes, words }) => {
  const page = await comes(liQiang);
  await page.goto('/cases/new');
  await fillIn(page, words, { severity: 3, title: '长'.repeat(121), description: '', phone: '' });
  await send(page, words);
  await expect(field(page, words('report.title_label'))).toHaveAccessibleDescription(new RegExp(words('flaws.too_long', { most: 120 })));
  await expect(field(page, words('report.description'))).toHaveAccessibleDescription(new RegExp(words('flaws.empty')));
  await expect(field(page, words('report.contact_phone'))).toHaveAccessibleDescription(new RegExp(words('flaws.empty')));
  await expect(field(page, words('report.title_label'))).toHaveValue('长'.repeat(121));
});

test('a file of 21 MiB is refused by name, and what was typed stays', async ({ comes, words }, testInfo) => {
  const tooLarge = testInfo.outputPath('太大.log');
  writeFileSync(tooLarge, Buffer.alloc(21 << 20, 'x'));
  const page = await comes(liQiang);
  await page.goto('/cases/new');
  await fillIn(page, words, fault);
  await attach(page, words, tooLarge);
  await send(page, words);
  await expect(page.getByText(words('flaws.file_too_large', { name: '太大.log', most: 20 })).first()).toBeVisible();
  await expect(field(page, words('report.title_label'))).toHaveValue(fault.title);
  await attach(page, words, { name: '不大.log', mimeType: 'text/plain', buffer: Buffer.from('ok\n') });
  await send(page, words);
  await expect(page).toHaveURL(caseAddress);
  await expect(page.getByText('不大.log').first()).toBeVisible();
});

test('a web page called .png is refused by name, and an empty file too', async ({ comes, words }) => {
  const page = await comes(wangLi);
  await page.goto('/cases/new');
  await fillIn(page, words, fault);
  await attach(page, words, { name: '截图.png', mimeType: 'image/png', buffer: Buffer.from('<!doctype html><script>alert(1)</script>') });
  await send(page, words);
  await expect(page.getByText(words('flaws.file_kind', { name: '截图.png' })).first()).toBeVisible();
  await attach(page, words, { name: '空.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) });
  await send(page, words);
  await expect(page.getByText(words('flaws.file_empty', { name: '空.txt' })).first()).toBeVisible();
  await expect(field(page, words('report.description'))).toHaveValue(fault.description);
});

test('a form sent from another site is refused and changes nothing', async ({ comes, words, house }) => {
  const page = await comes(wangLi);
  const answer = await page.request.post('/language', {
    form: { language: 'en', next: '/' },
    headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(403);
  expect(await answer.text()).toContain(words('words.refusal_cross_site'));
  const act = await page.request.post('/api/fn/act', {
    form: { number: 'C-20200101-0001', act: 'comment', words: 'x' },
    headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', referer: house.url },
    maxRedirects: 0,
  });
  expect(act.status()).toBe(403);
});

type Files = Parameters<Locator['setInputFiles']>[0];

function attach(page: Page, words: Words, files: Files) {
  return page.getByLabel(words('report.files'), { exact: true }).setInputFiles(files);
}
