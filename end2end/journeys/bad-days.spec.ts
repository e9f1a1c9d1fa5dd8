// When things go badly: the contingency plan, the crisis with its task force and its hourly update, a part, a report; a call
// typed in later, and coverage decided by hand.
import type { Locator, Page } from '@playwright/test';
import { chenLi, contracts, database, linWan, liQiang, zhouYan } from '../cast';
import { act, assign, field, formOf, numberOf, report, send, severity } from '../house/deeds';
import { expect, test } from '../house/test';
import type { Words } from '../house/words';

async function does(page: Page, words: Words, deed: string, fill: (form: Locator) => Promise<unknown> = async () => {}) {
  const found = await formOf(page, words, deed);
  await fill(found);
  await found.getByRole('button', { name: words(`cases.act_${deed}`), exact: true }).click();
}

test('from the plan to the crisis and its end, with the customer looking on', async ({ comes, words, javaScriptEnabled }) => {
  const title = `危急演练 ${Date.now()}`;
  const [customer, engineer, manager] = [await comes(liQiang), await comes(zhouYan), await comes(chenLi)];
  const number = await report(customer, words, { serial: database.serial, severity: 1, title, description: '全部停止。' });
  await assign(await comes(linWan), words, number, zhouYan.name);
  for (const page of [engineer, manager]) await page.goto(`/cases/${number}`);
  await act(engineer, words, 'accept');
  const fresh = async (page: Page) => (javaScriptEnabled ? undefined : page.reload());

  // A plan without a trigger comes back with what was typed.
  await does(engineer, words, 'propose_contingency', async (plan) => {
    await field(plan, words('crisis.words_contingency')).fill('本市没有同型号阵列卡');
    await plan.getByLabel(words('words.action_spare_machine')).check();
  });
  const plan = await formOf(engineer, words, 'propose_contingency');
  await expect(plan.getByText(words('flaws.not_a_choice')).first()).toBeVisible();
  await expect(field(plan, words('crisis.words_contingency'))).toHaveValue('本市没有同型号阵列卡');
  await field(plan, words('crisis.trigger')).selectOption('no_spare_part');
  await plan.getByRole('button', { name: words('cases.act_propose_contingency'), exact: true }).click();
  const proposed = words('crisis.plan_proposed', { trigger: words('words.trigger_no_spare_part') });
  await expect(engineer.getByText(proposed).first()).toBeVisible();
  await fresh(customer);
  await expect(customer.getByText(proposed)).toHaveCount(0);
  await fresh(manager);
  await manager.getByRole('button', { name: words('cases.act_call_contingency'), exact: true }).click();
  await fresh(customer);
  const called = words('crisis.plan_called', { trigger: words('words.trigger_no_spare_part') });
  await expect(customer.getByText(called).first()).toBeVisible();
  await expect(customer.getByText('本市没有同型号阵列卡')).toHaveCount(0);

  await fresh(engineer);
  await does(engineer, words, 'propose_crisis', (crisis) => field(crisis, words('crisis.words_propose')).fill('营业厅停业'));
  const card = (page: Page) => page.getByRole('region', { name: words('crisis.title') });
  await fresh(customer);
  await expect(card(customer)).toContainText('营业厅停业');
  await expect(card(customer).getByRole('timer')).toBeVisible();
  await fresh(manager);
  await does(manager, words, 'form_task_force', async (force) => {
    await field(force, words('crisis.coordinator')).fill('何畅');
    await field(force, words('crisis.leader')).fill('周岩');
    await field(force, words('crisis.members')).fill('李工\n赵工');
  });
  await fresh(engineer);
  await does(engineer, words, 'update_crisis', (update) => field(update, words('crisis.words_update')).fill('备机已上架'));
  await fresh(customer);
  await expect(card(customer)).toContainText('何畅');
  await expect(card(customer)).toContainText('备机已上架');
  await fresh(manager);
  await does(manager, words, 'end_crisis', (end) => field(end, words('crisis.words_end')).fill('业务已切到备机'));
  await expect(card(manager)).toBeHidden();
  await fresh(customer);
  await expect(card(customer)).toBeHidden();
  await expect(customer.getByRole('listitem').filter({ hasText: '业务已切到备机' })).toBeVisible();

  await fresh(engineer);
  await does(engineer, words, 'need_part', (part) => field(part, words('cases.words_part')).fill('阵列卡 H740P'));
  await expect(engineer.getByText(words('words.target_part_replaced')).first()).toBeVisible();
  await does(engineer, words, 'replace_part', (part) => field(part, words('cases.words_replaced')).fill('H740P SN 7788'));
  await act(engineer, words, 'restore');
  await does(engineer, words, 'report_analysis', (told) => field(told, words('cases.words_analysis')).fill('电容老化'));
  await expect(engineer.getByRole('listitem').filter({ hasText: '电容老化' })).toBeVisible();
});

test('a call typed in later counts from the call, and coverage is decided with a reason', async ({ comes, words }) => {
  const title = `迟登记 ${Date.now()}`;
  const secretary = await comes(linWan);
  await secretary.goto('/cases/new?organisation_id=1&serial=NOT-ON-FILE');
  await field(secretary, words('report.origin')).selectOption('hotline');
  await severity(secretary, words, 2).check();
  await field(secretary, words('report.title_label')).fill(title);
  await field(secretary, words('report.description')).fill('上午打来的电话。');
  await field(secretary, words('report.contact_name')).fill('李强');
  await field(secretary, words('report.contact_phone')).fill('139 0000 2102');
  const called = field(secretary, words('report.called_at'));
  await called.fill('2099-01-01T09:00');
  await send(secretary, words);
  await expect(secretary.getByText(words('flaws.in_the_future')).first()).toBeVisible();
  await expect(called).toHaveValue('2099-01-01T09:00');
  // Two hours ago by the clock of Shanghai, which is the secretary's.
  const wall = new Date(Date.now() + 6 * 3600_000).toISOString().slice(0, 16);
  await called.fill(wall);
  await send(secretary, words);
  await expect(secretary.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(secretary.getByText(wall.slice(11)).first()).toBeVisible();
  const number = numberOf(secretary);

  await secretary.locator('summary').filter({ hasText: words('cases.decide') }).click();
  const decision = secretary.locator('form').filter({ has: secretary.getByRole('button', { name: words('cases.decide_do'), exact: true }) });
  await field(decision, words('cases.decide_verdict')).selectOption('covered');
  await field(decision, words('cases.decide_contract')).selectOption(contracts.inForce);
  await field(decision, words('cases.decide_words')).fill('序列号抄错一位，实为 DB-02');
  await decision.getByRole('button', { name: words('cases.decide_do'), exact: true }).click();
  await expect(secretary.getByText(words('words.target_restore')).first()).toBeVisible();
  const customer = await comes(liQiang);
  await customer.goto(`/cases/${number}`);
  await expect(customer.getByText('序列号抄错一位，实为 DB-02').first()).toBeVisible();
});
