// Articles as experts keep them: written, looked at, reviewed by somebody else, read, found wanting, rewritten and compared; and
// what they spare: a report that is not sent, a case that becomes one.
import { liQiang, shenYiming, wangLi, zhouYan } from '../cast';
import { expect, test } from '../house/test';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('an article is written, reviewed, read, answered, rewritten and compared', async ({ comes, words }) => {
  const author = await comes(zhouYan);
  await author.goto('/kb');
  await author.getByRole('link', { name: words('articles.write'), exact: true }).click();
  await expect(author.getByRole('heading', { level: 1 })).toHaveText(words('articles.new_title'));
  const text = author.locator('[name="text_zh"]');
  await author.locator('[name="category"]').selectOption('network');
  await author.locator('[name="error_codes"]').fill('NX-4711');
  await author.locator('[name="slug"]').fill('wireless-roaming');
  await text.fill('## 现象\n\n![示意](roaming.png)\n\n巡查时断线。');
  // Without a title it comes back with everything that was typed.
  await author.getByRole('button', { name: words('articles.save'), exact: true }).click();
  await expect(author.getByText(words('flaws.empty')).first()).toBeVisible();
  await expect(text).toHaveValue(/巡查时断线/);
  await author.locator('[name="title_zh"]').fill('无线漫游断线');
  await author.getByRole('button', { name: words('articles.preview'), exact: true }).click();
  await expect(author.locator('#preview').getByRole('heading', { name: '现象' })).toBeVisible();
  await expect(text).toHaveValue(/巡查时断线/);
  await author.getByRole('button', { name: words('articles.save'), exact: true }).click();
  await expect(author).toHaveURL('/kb/wireless-roaming?version=newest');
  await expect(author.getByRole('heading', { level: 1 })).toHaveText('无线漫游断线');

  await author.getByRole('link', { name: words('articles.edit'), exact: true }).click();
  await author.locator('[name="files"]').setInputFiles({ name: 'roaming.png', mimeType: 'image/png', buffer: png });
  await author.getByRole('button', { name: words('articles.add_files_do') }).click();
  await expect(author.getByText('![…](roaming.png)')).toBeVisible();
  await author.getByRole('button', { name: words('articles.save_submit'), exact: true }).click();
  await expect(author.getByRole('button', { name: words('articles.publish') })).toHaveCount(0);

  const reader = await comes(liQiang);
  await reader.goto('/kb?q=NX4711');
  await expect(reader.getByText(words('knowledge.found_none_title', { q: 'NX4711' }))).toBeVisible();

  const expert = await comes(shenYiming);
  await expert.goto('/kb?stage=review');
  await expert.getByRole('link', { name: '无线漫游断线' }).click();
  await expert.getByRole('button', { name: words('articles.publish') }).click();
  await expect(expert.getByRole('button', { name: words('articles.publish') })).toHaveCount(0);

  await reader.goto('/kb?q=NX4711');
  await reader.getByRole('main').getByRole('link', { name: '无线漫游断线' }).click();
  const picture = reader.getByRole('img', { name: '示意' });
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(1);
  await reader.getByRole('button', { name: words('articles.not_helpful'), exact: true }).click();
  await reader.getByLabel(words('articles.why_label')).fill('没有说怎样改功率');
  await reader.getByRole('button', { name: words('articles.why_send'), exact: true }).click();
  await expect(reader.getByText(words('articles.thanks_why'))).toBeVisible();

  await author.goto('/inbox');
  await expect(author.getByText('没有说怎样改功率')).toBeVisible();
  await author.goto('/kb/wireless-roaming/edit');
  await text.fill(`${await text.inputValue()}\n\n把发射功率降到 12 dBm。`);
  await author.getByRole('button', { name: words('articles.save'), exact: true }).click();
  await author.getByRole('link', { name: words('articles.versions'), exact: true }).click();
  await author.getByRole('button', { name: words('articles.compare'), exact: true }).click();
  await expect(author.locator('ins', { hasText: '12 dBm' })).toBeVisible();
  await reader.goto('/kb/wireless-roaming');
  await expect(reader.getByText('12 dBm')).toHaveCount(0);
});

test("another customer's article is not there, and a picture of it neither", async ({ comes, words }) => {
  const theirs = await comes(wangLi);
  await theirs.goto('/kb/qs-failover-agreement');
  await expect(theirs.getByRole('heading', { level: 1 })).toContainText('双控切换');
  await theirs.context().clearCookies();
  expect((await theirs.goto('/kb/qs-failover-agreement'))?.status()).toBe(404);
  await theirs.goto('/kb/remote-client-2019');
  await expect(theirs.getByText(words('articles.outdated_note'))).toBeVisible();
});

test('an article makes a report unnecessary', async ({ comes, words }) => {
  const reporter = await comes(wangLi);
  await reporter.goto('/cases/new?title=E1234');
  const solved = reporter.getByRole('button', { name: words('report.articles_solved') });
  await solved.first().click();
  await expect(reporter).toHaveURL(/\/kb\/[a-z0-9-]+\?thanks=solved/);
  await expect(reporter.getByText(words('articles.solved_title'))).toBeVisible();
});

test('an engineer recommends an article for a case, and its customer sees it', async ({ comes, words }) => {
  const engineer = await comes(zhouYan);
  await engineer.goto(`/cases?q=${encodeURIComponent('数据库服务器无法启动')}`);
  await engineer.getByRole('main').getByRole('link', { name: '数据库服务器无法启动' }).first().click();
  await engineer.getByRole('link', { name: words('cases.articles_beside') }).click();
  await engineer.getByRole('searchbox').fill('多路径');
  await engineer.getByRole('button', { name: words('knowledge.search_submit') }).click();
  const offered = engineer.getByRole('listitem').filter({ has: engineer.locator('a[href="/kb/storage-path-lost"]') });
  await offered.getByRole('button', { name: words('articles.case_attach') }).click();
  await expect(engineer).toHaveURL(/\/cases\/C-/);
  const customer = await comes(wangLi);
  await customer.goto(new URL(engineer.url()).pathname);
  await expect(customer.getByRole('complementary').locator('a[href="/kb/storage-path-lost"]')).toBeVisible();
});
