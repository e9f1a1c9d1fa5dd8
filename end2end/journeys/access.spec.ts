// What is not one's own is not there: the same "not found" for what exists and for what does not.
import { foster, hospitalDatabase, liQiang, sunHao, wangLi, zhaoMin } from '../cast';
import { report } from '../house/deeds';
import { expect, test } from '../house/test';

const fault = { serial: hospitalDatabase.serial, severity: 2 as const, title: '只属于临江医院', description: '内容也只属于临江医院' };

test("another organisation's case, record, survey, device and file are not found", async ({ comes, words }) => {
  const owner = await comes(sunHao);
  const number = await report(owner, words, fault);
  const stranger = await comes(wangLi);
  const device = hospitalDatabase.serial;
  const answers = [
    ...[`/cases/${number}`, `/cases/${number}/record`, `/cases/${number}/survey`].map((path) => [path, words('words.refusal_not_found')]),
    [`/assets/${device}`, words('assets.unknown', { serial: device })],
  ];
  for (const [path, said] of answers) {
    const answer = await stranger.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(stranger.getByText(said, { exact: true }).first()).toBeVisible();
    expect(await stranger.content()).not.toContain('临江');
  }
  const nothing = await stranger.goto('/cases/C-20200101-0001');
  expect(nothing?.status()).toBe(404);
  await stranger.goto(`/cases?show=all&q=${encodeURIComponent(fault.title)}`);
  expect(await stranger.content()).not.toContain(number);
});

test("a colleague's case is the admin's to see, and not another customer's", async ({ comes, words }) => {
  const owner = await comes(sunHao);
  const number = await report(owner, words, fault);
  const admin = await comes(zhaoMin);
  expect((await admin.goto(`/cases/${number}`))?.status()).toBe(200);
  const colleague = await comes(foster);
  expect((await colleague.goto(`/cases/${number}`))?.status()).toBe(404);
});

test('a file is downloaded by those who may see its case, by nobody else, and never shown as a page', async ({ comes, words }) => {
  const owner = await comes(wangLi);
  await owner.goto(`/cases?show=all&q=${encodeURIComponent('数据库服务器无法启动')}`);
  await owner.getByRole('main').getByRole('link', { name: /数据库服务器无法启动/ }).first().click();
  const file = await owner.getByRole('link', { name: 'raid-self-test.png' }).first().getAttribute('href');
  const own = await owner.request.get(file!);
  expect(own.status()).toBe(200);
  expect(own.headers()['content-disposition']).toContain('attachment');
  expect(own.headers()['x-content-type-options']).toBe('nosniff');
  const stranger = await comes(sunHao);
  expect((await stranger.request.get(file!)).status()).toBe(404);
  const guest = await (await stranger.context().browser()!.newContext()).request.get(new URL(file!, owner.url()).href, { maxRedirects: 0 });
  expect([303, 401, 404]).toContain(guest.status());
});

test('forged ids in forms reach nothing', async ({ comes, words, house }) => {
  const owner = await comes(sunHao);
  const number = await report(owner, words, fault);
  const stranger = await comes(liQiang);
  const sent = { origin: house.url, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', accept: 'application/json' };
  for (const act of ['comment', 'confirm_service', 'accept', 'note_internally']) {
    const answer = await stranger.request.post('/api/fn/act', { form: { number, act, words: '伪造' }, headers: sent, maxRedirects: 0 });
    expect(answer.ok(), act).toBe(false);
  }
  const coverage = await stranger.request.post('/api/fn/check_coverage', {
    form: { kind: 'fault', serial: hospitalDatabase.serial, organisation_id: '2' }, headers: sent, maxRedirects: 0,
  });
  expect(await coverage.text()).not.toContain('LJ-');
  await owner.reload();
  await expect(owner.getByText('伪造')).toHaveCount(0);
});

test('pages of other roles are refused, with a way on', async ({ comes, words }) => {
  const customer = await comes(liQiang);
  for (const path of ['/dispatch', '/queue']) {
    const answer = await customer.goto(path);
    expect(answer?.status(), path).toBe(403);
    await expect(customer.getByText(words('words.refusal_not_allowed'), { exact: true }).first()).toBeVisible();
    await expect(customer.getByRole('main').getByRole('link').first()).toBeVisible();
  }
});
