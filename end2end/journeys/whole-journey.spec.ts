// The main job: a customer reports a fault, the engineer works it from a phone, the customer confirms and rates the service.
import { contracts, database, linWan, liQiang, zhouYan } from '../cast';
import { phone } from '../house/browsers';
import { act, assign, comment, entries, grade, report } from '../house/deeds';
import { expect, test } from '../house/test';

test('a fault goes from the report to the survey', async ({ comes, words, javaScriptEnabled }) => {
  test.setTimeout(120_000);
  const title = `数据库服务器无法启动 ${Date.now()}`;
  const customer = await comes(liQiang);
  // With JavaScript the customer's page is never reloaded below: whatever it shows came by itself.
  const look = async () => void (javaScriptEnabled || (await customer.reload()));

  const number = await report(customer, words, { serial: database.serial, severity: 1, title, description: '停在阵列卡自检。' });
  await expect(customer.getByText(contracts.inForce).first()).toBeVisible();
  const clocks = customer.getByRole('timer');
  await expect(clocks.filter({ hasText: /^\d+:\d\d:\d\d$/ })).toHaveCount(3);

  const secretary = await comes(linWan);
  await assign(secretary, words, number, zhouYan.name);

  const engineer = await comes(zhouYan, phone);
  await engineer.goto('/queue');
  await engineer.getByRole('link', { name: title }).click();
  await expect(engineer.getByRole('heading', { level: 1 })).toHaveText(title);
  await act(engineer, words, 'accept');
  await act(engineer, words, 'respond', { words: '请保持现状，我马上出发。' });
  await look();
  await expect(customer.getByText('请保持现状，我马上出发。')).toBeVisible();
  await expect(clocks.filter({ hasText: '✓' })).toHaveCount(1);
  await act(engineer, words, 'set_out', { minutes: '30' });
  await act(engineer, words, 'arrive');
  await look();
  await expect(clocks.filter({ hasText: '✓' })).toHaveCount(2);
  await act(engineer, words, 'note', { words: '缓存里有闪断前的数据，不清除。' });

  await act(engineer, words, 'pause', { words: '请提供机柜钥匙。' });
  await look();
  await expect(customer.getByText(words('cases.paused_title'))).toBeVisible();
  await expect(clocks.filter({ hasText: words('common.paused') })).toHaveCount(1);
  await comment(customer, words, '钥匙在值班室。');
  await expect(customer.getByText(words('cases.paused_title'))).toBeHidden();
  await expect(entries(customer, words, 'resume')).toHaveCount(1);
  if (!javaScriptEnabled) await engineer.reload();
  await expect(engineer.getByText('钥匙在值班室。')).toBeVisible();
  await act(engineer, words, 'pause', { words: '请确认可以断电。' });
  await act(engineer, words, 'resume');

  await act(engineer, words, 'restore');
  await act(engineer, words, 'resolve', { cause: '阵列卡电池失效', done: '更换阵列卡，导入外来配置，数据完整' });
  await look();
  await expect(clocks.filter({ hasText: '✓' })).toHaveCount(3);
  await expect(customer.getByText('缓存里有闪断前的数据')).toHaveCount(0);

  await customer.getByRole('link', { name: words('cases.confirm_link') }).first().click();
  await expect(customer.getByText('更换阵列卡，导入外来配置，数据完整').first()).toBeVisible();
  await customer.getByRole('button', { name: words('record.confirm') }).click();
  await expect(customer.getByText(words('record.closed_title'))).toBeVisible();
  await customer.goto(`/cases/${number}`);
  await expect(customer.getByText(words('words.stage_closed')).first()).toBeVisible();
  await customer.getByRole('link', { name: words('cases.survey_link') }).click();
  await grade(customer, words, 'excellent', '响应很快');
  await expect(customer.getByText(words('survey.answered_title'))).toBeVisible();
  await customer.goto(`/cases/${number}`);
  await expect(customer.getByText(words('cases.survey_done'))).toBeVisible();
});
