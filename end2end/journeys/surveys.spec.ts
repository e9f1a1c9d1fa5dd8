// Surveys without a case: sent after a training, half filled in and found again, answered badly, followed up; and a question
// more in the questionnaire, which makes a new version of it.
import { chenLi, liQiang } from '../cast';
import { expect, test } from '../house/test';

test('a training is rated badly, and somebody asks back', async ({ comes, words, javaScriptEnabled }) => {
  const subject = `演练 ${Date.now()}`;
  const manager = await comes(chenLi);
  await manager.goto(`/manage/surveys/new?q=${encodeURIComponent(liQiang.name)}`);
  await manager.locator('[name="questionnaire"]').selectOption('training');
  await manager.locator('[name="occasion"]').selectOption('training');
  await manager.getByRole('checkbox', { name: liQiang.name }).check();
  await manager.getByRole('button', { name: words('sending.do_send'), exact: true }).click();
  // A training without a name comes back with what was ticked.
  await expect(manager.getByText(words('flaws.empty'))).toBeVisible();
  await expect(manager.getByRole('checkbox', { name: liQiang.name })).toBeChecked();
  await manager.locator('[name="subject"]').fill(subject);
  await manager.getByRole('button', { name: words('sending.do_send'), exact: true }).click();
  await expect(manager.getByText(words('sending.sent', { n: '1' }))).toBeVisible();

  const customer = await comes(liQiang);
  await customer.goto('/');
  await customer.getByRole('listitem').filter({ hasText: subject }).getByRole('link').first().click();
  await expect(customer.getByText(subject)).toBeVisible();
  const why = customer.locator('[name="why_not"]');
  await customer.locator('#content-1').check();
  if (javaScriptEnabled) {
    await expect(why).toBeHidden();
    await customer.locator('#again-no').check();
    await expect(why).toBeVisible();
    await why.fill('内容太浅');
    await customer.reload();
    await expect(customer.getByText(words('survey.restored'))).toBeVisible();
    await expect(customer.locator('#content-1')).toBeChecked();
    await expect(why).toHaveValue('内容太浅');
  } else {
    await customer.locator('#again-no').check();
    await why.fill('内容太浅');
  }
  await customer.getByRole('button', { name: words('survey.submit'), exact: true }).click();
  // The trainer was not rated: everything else is still there.
  await expect(customer.locator('#trainer-flaw')).toBeVisible();
  await expect(why).toHaveValue('内容太浅');
  await customer.locator('#trainer-4').check();
  await customer.getByRole('button', { name: words('survey.submit'), exact: true }).click();
  await expect(customer.getByText(words('survey.answered_title'))).toBeVisible();
  await expect(customer.getByText('内容太浅')).toBeVisible();

  await manager.goto(`/manage/follow-ups?q=${encodeURIComponent(subject)}`);
  await manager.getByRole('link', { name: subject }).click();
  await expect(manager.getByRole('timer')).toBeVisible();
  const complain = manager.getByRole('button', { name: words('follow_ups.complain'), exact: true });
  await complain.click();
  await manager.getByRole('main').getByRole('link', { name: /^C-\d{8}-\d{4}$/ }).click();
  await expect(manager.getByRole('heading', { level: 1 })).toHaveText(subject);
  await expect(manager.getByText('内容太浅').first()).toBeVisible();
  await manager.getByRole('main').locator('a[href^="/manage/follow-ups/"]').click();
  await expect(complain).toHaveCount(0);
  await manager.locator('[name="done"]').fill('下次用客户自己的设备讲');
  await manager.getByRole('button', { name: words('follow_ups.end_do'), exact: true }).click();
  await expect(manager.locator('#customer_said-flaw')).toBeVisible();
  await expect(manager.locator('[name="done"]')).toHaveValue('下次用客户自己的设备讲');
  await manager.locator('[name="customer_said"]').fill('可以');
  await manager.getByRole('button', { name: words('follow_ups.end_do'), exact: true }).click();
  await expect(manager.getByRole('heading', { name: words('follow_ups.result') })).toBeVisible();
});

test('a question more makes a new version', async ({ comes, words }) => {
  const manager = await comes(chenLi);
  await manager.goto('/manage/questionnaires');
  await manager.getByRole('listitem').filter({ hasText: words('questionnaires.counted', { n: '5' }) }).first()
    .getByRole('button', { name: words('questionnaires.copy') }).click();
  await expect(manager).toHaveURL(/\/manage\/questionnaires\/training-\d+$/);
  await manager.locator('[name="add_kind"]').selectOption('one');
  await manager.getByRole('button', { name: words('questionnaires.add'), exact: true }).click();
  await expect(manager.getByText(words('questionnaires.unsaved')).or(manager.locator('[name="question.5.text"]')).first()).toBeVisible();
  await manager.locator('[name="question.5.text"]').fill('下次讲什么？');
  await manager.locator('[name="question.5.choice.0"]').fill('存储');
  await manager.getByRole('button', { name: words('questionnaires.save'), exact: true }).click();
  // One choice is none.
  await expect(manager.getByText(words('questionnaires.flawed'))).toBeVisible();
  await manager.locator('[name="question.5.choice.1"]').fill('网络');
  await manager.locator('[name="question.5.place"]').fill('1');
  await manager.locator('[name="question.0.place"]').fill('2');
  await manager.getByRole('button', { name: words('questionnaires.save'), exact: true }).click();
  await expect(manager.getByText(words('questionnaires.saved'))).toBeVisible();
  await expect(manager.locator('[name="question.0.text"]')).toHaveValue('下次讲什么？');
  await expect(manager.getByText(words('questionnaires.version', { n: '2' })).first()).toBeVisible();
});
