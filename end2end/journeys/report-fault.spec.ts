// Reporting a fault: what the form tells while it is filled in, what it keeps, and that one fault is one case.
import { contracts, database, hospitalDatabase, liQiang, linWan, printer, wangLi } from '../cast';
import { caseAddress, field, fillIn, held, numberOf, send, severity } from '../house/deeds';
import { expect, test } from '../house/test';

const fault = {
  serial: database.serial,
  severity: 1 as const,
  title: '数据库服务器停在自检，收费系统停止',
  description: '重启之后停在阵列卡自检。\n面板亮黄灯。',
};

test('the form says whether the device is covered and why', async ({ comes, words, javaScriptEnabled }) => {
  const page = await comes(liQiang);
  const ask = async (serial: string) => {
    await page.goto('/cases/new');
    await field(page, words('report.serial')).fill(serial);
    if (!javaScriptEnabled) await page.getByRole('button', { name: words('report.check') }).click();
  };
  await ask(database.serial);
  await expect(page.getByText(words('words.verdict_covered'), { exact: true })).toBeVisible();
  await expect(page.getByText(contracts.inForce).first()).toBeVisible();
  await ask(printer.serial);
  await expect(page.getByText(words('words.verdict_billable'), { exact: true })).toBeVisible();
  await expect(page.getByText(contracts.over).first()).toBeVisible();
  await ask('NOT-OURS-1');
  await expect(page.getByText(words('words.reason_unknown_serial', { serial: 'NOT-OURS-1' }))).toBeVisible();
  await ask(hospitalDatabase.serial);
  await expect(page.getByText(words('words.reason_unknown_serial', { serial: hospitalDatabase.serial }))).toBeVisible();
});

test('the form shows the promises for the chosen severity and articles that fit the title', async ({ comes, words, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, 'shown while typing');
  const page = await comes(liQiang);
  await page.goto('/cases/new');
  await fillIn(page, words, fault);
  const promises = page.getByRole('list', { name: words('report.promises_title') });
  await expect(promises).toContainText(words('words.minutes', { n: 15 }));
  await expect(promises).toContainText(words('words.hours', { n: 4 }));
  await severity(page, words, 3).check();
  await expect(promises).toContainText(words('words.hours', { n: 24 }));
  await field(page, words('report.title_label')).fill('E1234');
  await expect(page.getByRole('complementary').getByRole('link', { name: /E1234/ })).toBeVisible();
});

test('a report becomes a case with its words, its file and its clocks', async ({ comes, words }) => {
  const page = await comes(liQiang);
  await page.goto('/cases/new');
  await fillIn(page, words, fault);
  await page.getByLabel(words('report.files'), { exact: true }).setInputFiles([
    { name: '面板照片.png', mimeType: 'image/png', buffer: png },
    { name: 'boot.log', mimeType: 'text/plain', buffer: Buffer.from('RAID self test: waiting\n') },
  ]);
  await send(page, words);
  await expect(page).toHaveURL(caseAddress);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(fault.title);
  await expect(page.getByText('面板亮黄灯。').first()).toBeVisible();
  await expect(page.getByText(contracts.inForce).first()).toBeVisible();
  expect(await page.getByRole('timer').count()).toBeGreaterThanOrEqual(3);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'boot.log' }).first().click();
  const file = await (await download).createReadStream();
  expect(Buffer.concat(await file.toArray()).toString()).toBe('RAID self test: waiting\n');
});

test('sent twice, a report is still one case', async ({ comes, words }) => {
  const page = await comes(liQiang);
  await page.goto('/cases/new');
  const title = `两次点击 ${Date.now()}`;
  await fillIn(page, words, { ...fault, title });
  await page.getByRole('button', { name: words('report.submit') }).dblclick();
  await expect(page).toHaveURL(caseAddress);
  await page.goto(`/cases?show=all&q=${encodeURIComponent(title)}`);
  await expect(page.getByRole('link', { name: title })).toHaveCount(1);
});

test('what is wrong is said at its field, and everything typed is kept', async ({ comes, words }) => {
  const page = await comes(liQiang);
  await page.goto('/cases/new');
  await fillIn(page, words, { serial: database.serial, severity: 2, title: '只写了标题', phone: '12' });
  await send(page, words);
  await expect(page.getByRole('alert')).toContainText(words('report.summary_more', { count: 2 }));
  await expect(field(page, words('report.description'))).toHaveAccessibleDescription(new RegExp(words('flaws.empty')));
  await expect(field(page, words('report.contact_phone'))).toHaveAccessibleDescription(new RegExp(words('flaws.not_a_phone')));
  await expect(field(page, words('report.title_label'))).toHaveValue('只写了标题');
  await expect(field(page, words('report.serial'))).toHaveValue(database.serial);
  await expect(severity(page, words, 2)).toBeChecked();
  await fillIn(page, words, { description: '现在写全了。', phone: '138 0000 1234' });
  await send(page, words);
  await expect(page).toHaveURL(caseAddress);
});

test('a draft survives a reload', async ({ comes, words, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, 'the browser keeps it');
  const page = await comes(wangLi);
  await page.goto('/cases/new');
  await expect(page.getByText(words('report.draft_unsaved'))).toBeVisible();
  await fillIn(page, words, { serial: database.serial, severity: 2, title: '写到一半', description: '第一行\n第二行' });
  await expect(page.getByText(words.like('report.draft_saved'))).toBeVisible();
  await page.reload();
  await expect(page.getByText(words('report.draft_restored'))).toBeVisible();
  await expect(field(page, words('report.title_label'))).toHaveValue('写到一半');
  await expect(field(page, words('report.description'))).toHaveValue('第一行\n第二行');
  await expect(severity(page, words, 2)).toBeChecked();
  await page.getByRole('button', { name: words('report.draft_discard') }).click();
  await expect(field(page, words('report.title_label'))).toHaveValue('');
  await page.reload();
  await expect(page.getByText(words('report.draft_unsaved'))).toBeVisible();
  await expect(page.getByText(words('report.draft_restored'))).toBeHidden();
});

test('a report sent while the connection is away can be sent again and is one case', async ({ comes, words, javaScriptEnabled, nothingBreaks }) => {
  test.skip(!javaScriptEnabled, 'the browser keeps it');
  nothingBreaks.forgive(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  const page = await comes(wangLi);
  await page.goto('/cases/new');
  await expect(page.getByText(words('report.draft_unsaved'))).toBeVisible();
  const title = `断网时提交 ${Date.now()}`;
  await fillIn(page, words, { ...fault, title });
  await page.context().setOffline(true);
  await send(page, words);
  await expect(page.getByRole('heading', { name: words('report.title') })).toBeHidden(); // the browser's own page
  await page.context().setOffline(false);
  await page.goto('/cases/new');
  await expect(field(page, words('report.title_label'))).toHaveValue(title);
  await send(page, words);
  await expect(page).toHaveURL(caseAddress);
  const number = numberOf(page);
  await page.goto(`/cases?show=all&q=${encodeURIComponent(title)}`);
  await expect(page.getByRole('link', { name: title })).toHaveCount(1);
  await expect(page.getByText(number)).toBeVisible();
});

test('what is typed while the last report is asked after begins the next one', async ({ comes, words, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, 'the browser keeps it');
  const page = await comes(wangLi);
  await page.goto('/cases/new');
  await expect(page.getByText(words('report.draft_unsaved'))).toBeVisible();
  const title = `已经送到 ${Date.now()}`;
  await fillIn(page, words, { ...fault, title });
  await send(page, words);
  await expect(page).toHaveURL(caseAddress);
  const release = await held(page, /\/api\/fn\/report_form/);
  await page.goto('/cases/new');
  await fillIn(page, words, { serial: database.serial, severity: 3, title: '紧接着的另一个故障' });
  release();
  await expect(page.getByText(words('report.draft_arrived', { title }))).toBeVisible();
  await expect(field(page, words('report.title_label'))).toHaveValue('紧接着的另一个故障');
  await expect(severity(page, words, 3)).toBeChecked();
  await page.reload();
  await expect(page.getByText(words('report.draft_restored'))).toBeVisible();
  await expect(field(page, words('report.title_label'))).toHaveValue('紧接着的另一个故障');
});

test('what is typed before the program has loaded goes before what was kept', async ({ comes, words, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, 'the browser keeps it');
  const page = await comes(wangLi);
  await page.goto('/cases/new');
  await expect(page.getByText(words('report.draft_unsaved'))).toBeVisible();
  await fillIn(page, words, { ...fault, title: '昨天写的标题' });
  await expect(page.getByText(words.like('report.draft_saved'))).toBeVisible();
  const release = await held(page, /\.wasm/);
  await page.reload({ waitUntil: 'domcontentloaded' });
  await field(page, words('report.title_label')).fill('今天的标题');
  release();
  await expect(page.getByText(words('report.draft_restored'))).toBeVisible();
  await expect(field(page, words('report.title_label'))).toHaveValue('今天的标题');
  await expect(field(page, words('report.description'))).toHaveValue(fault.description);
  await expect(severity(page, words, fault.severity)).toBeChecked();
});

test('what is typed before the program has loaded is kept and judged like the rest', async ({ comes, words, javaScriptEnabled }) => {
  test.skip(!javaScriptEnabled, 'there is no program to load');
  const page = await comes(liQiang);
  const release = await held(page, /\.wasm/);
  await page.goto('/cases/new', { waitUntil: 'domcontentloaded' });
  await fillIn(page, words, { ...fault, title: '网速很慢' });
  release();
  await expect(page.getByRole('list', { name: words('report.promises_title') })).toContainText(words('words.hours', { n: 4 }));
  await expect(field(page, words('report.title_label'))).toHaveValue('网速很慢');
  await expect(severity(page, words, 1)).toBeChecked();
  await page.reload();
  await expect(page.getByText(words('report.draft_restored'))).toBeVisible();
  await expect(field(page, words('report.title_label'))).toHaveValue('网速很慢');
  await send(page, words);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('网速很慢');
});

test('the secretary opens a case for a caller', async ({ comes, words, javaScriptEnabled }) => {
  const page = await comes(linWan);
  await page.goto('/dispatch');
  await page.getByRole('link', { name: words('dispatch.open_for_caller') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words('report.title_for_caller'));
  await page.getByLabel(words('report.organisation'), { exact: true }).selectOption({ label: '青山湖水务集团' });
  if (!javaScriptEnabled) await page.getByRole('button', { name: words('report.organisation_show') }).click();
  await page.getByLabel(words('report.origin'), { exact: true }).selectOption('hotline');
  await fillIn(page, words, { ...fault, title: '来电：营业厅网络全断', phone: '139 0000 2102' });
  await page.getByLabel(words('report.contact_name'), { exact: true }).fill('李强');
  await send(page, words);
  await expect(page).toHaveURL(caseAddress);
  const number = numberOf(page);
  const admin = await comes(wangLi);
  await admin.goto(`/cases/${number}`);
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('来电：营业厅网络全断');
});

/** The smallest picture: one pixel. */
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
