// Every page, in every state worth looking at, with somebody who may see it. Addresses that only the demo knows are
// found by walking there.
import type { Page } from '@playwright/test';
import { chenLi, contracts, database, hanBing, linWan, liQiang, type Person, printer, shenYiming, sunHao, wangLi, zhaoMin, zhouYan } from '../cast';
import type { Words } from './words';

export interface Place {
  name: string;
  /** None for guests. */
  who?: Person;
  path: (page: Page, words: Words) => Promise<string> | string;
}

/** The case whose title contains that, as the person may find it. */
const caseOf = (title: string, then = '') => async (page: Page) => {
  await page.goto(`/cases?show=all&q=${encodeURIComponent(title)}`);
  const link = page.getByRole('main').getByRole('link', { name: title }).first();
  return (await link.getAttribute('href')) + then;
};

/// The latest inspection of that site.
const inspectionOf = (site: string) => async (page: Page) => {
  await page.goto(`/inspections?q=${encodeURIComponent(site)}`);
  return (await page.getByRole('main').getByRole('link', { name: site }).first().getAttribute('href')) ?? '';
};

const at = (path: string) => () => path;

export const everyPage: Place[] = [
  { name: 'signing in', path: at('/sign-in') },
  { name: 'signing in again after a wrong password', path: wrongPassword },
  { name: 'the knowledge base', path: at('/kb') },
  { name: 'a search in the knowledge base', path: at(`/kb?q=${encodeURIComponent('蓝屏')}`) },
  { name: 'a search that finds nothing', path: at('/kb?q=zzqqxx') },
  { name: 'an article', path: at('/kb/raid-controller-stuck-at-post') },
  { name: 'an article with a table, code and a picture', path: at('/kb/storage-path-lost') },
  { name: 'an article that did not help', path: at('/kb/storage-path-lost?thanks=no') },
  { name: 'the shelf of one category, for the engineer', who: zhouYan, path: at('/kb?category=server') },
  { name: 'articles that wait for a review', who: shenYiming, path: at('/kb?stage=review') },
  { name: 'an article to review', who: shenYiming, path: at('/kb/firmware-upgrade-window?version=newest') },
  { name: 'an article to write', who: zhouYan, path: at('/kb/new') },
  { name: 'an article to edit', who: zhouYan, path: at('/kb/storage-path-lost/edit') },
  { name: 'the versions of an article', who: zhouYan, path: at('/kb/storage-path-lost/versions') },
  { name: 'articles beside a case', who: zhouYan, path: async (page) => (await caseOf('数据库服务器无法启动')(page)).replace('/cases/', '/kb/case/') },
  { name: 'searches without a hit', who: zhouYan, path: at('/kb/searches') },
  { name: 'the announcements', who: wangLi, path: at('/announcements') },
  { name: 'an announcement with files', who: chenLi, path: at('/announcements/5') },
  { name: 'an announcement to publish', who: chenLi, path: at('/announcements/new') },
  { name: 'an announcement to correct', who: chenLi, path: at('/announcements/3/change') },
  { name: 'a page that does not exist', path: at('/no-such-page') },
  { name: 'a survey link that does not exist', path: at('/surveys/nothing') },
  { name: 'home of a customer', who: wangLi, path: at('/') },
  { name: 'home of an engineer', who: zhouYan, path: at('/') },
  { name: 'home of the secretary', who: linWan, path: at('/') },
  { name: 'home of an expert', who: shenYiming, path: at('/') },
  { name: 'home of the manager', who: chenLi, path: at('/') },
  { name: 'the list of cases', who: wangLi, path: at('/cases') },
  { name: 'the list of all cases', who: chenLi, path: at('/cases?show=all&coverage=covered') },
  { name: 'an empty list of cases', who: wangLi, path: at('/cases?q=zzqqxx') },
  { name: 'the report form', who: wangLi, path: at('/cases/new') },
  { name: 'the report form with a covered device', who: wangLi, path: at(`/cases/new?serial=${database.serial}&severity=1&title=E1234`) },
  { name: 'the report form with a device out of scope', who: wangLi, path: at(`/cases/new?serial=${printer.serial}&severity=3`) },
  { name: 'the form for a caller', who: linWan, path: at('/cases/new?organisation_id=1') },
  { name: 'a new case', who: liQiang, path: caseOf('存储多路径告警') },
  { name: 'a case on its way, for the customer', who: wangLi, path: caseOf('数据库服务器无法启动') },
  { name: 'a case on its way, for the engineer', who: zhouYan, path: caseOf('数据库服务器无法启动') },
  { name: 'a case on its way, for the secretary', who: linWan, path: caseOf('数据库服务器无法启动') },
  { name: 'a case on its way, for the manager', who: chenLi, path: caseOf('数据库服务器无法启动') },
  { name: 'a paused case, for the customer', who: wangLi, path: caseOf('城东水厂上联链路间歇丢包') },
  { name: 'a paused case, for the engineer', who: zhouYan, path: caseOf('城东水厂上联链路间歇丢包') },
  { name: 'a case in crisis, for the manager', who: chenLi, path: caseOf('HIS 备库同步中断') },
  { name: 'a case in crisis, for the customer', who: sunHao, path: caseOf('HIS 备库同步中断') },
  { name: 'a breached case', who: liQiang, path: caseOf('应用服务器一个电源模块故障') },
  { name: 'a reopened case', who: liQiang, path: caseOf('DB-02 报 E1234') },
  { name: 'a case to confirm', who: wangLi, path: caseOf('核心交换机一块业务板离线') },
  { name: 'a closed case', who: wangLi, path: caseOf('夜间存储双控切换后') },
  { name: 'a case out of scope', who: liQiang, path: caseOf('营业厅 2 号窗口打印机') },
  { name: 'a service record to confirm', who: wangLi, path: caseOf('核心交换机一块业务板离线', '/record') },
  { name: 'a confirmed service record', who: wangLi, path: caseOf('夜间存储双控切换后', '/record') },
  { name: 'a survey to answer', who: wangLi, path: caseOf('预约：月末结账夜间现场值守', '/survey') },
  { name: 'an answered survey', who: wangLi, path: caseOf('夜间存储双控切换后', '/survey') },
  { name: 'a survey without a case', who: wangLi, path: waitingSurvey },
  { name: 'the surveys', who: chenLi, path: at('/manage/surveys') },
  { name: 'a survey to send', who: chenLi, path: at('/manage/surveys/new') },
  { name: 'the follow-ups', who: chenLi, path: at('/manage/follow-ups') },
  { name: 'a follow-up', who: chenLi, path: at('/manage/follow-ups/1') },
  { name: 'the questionnaires', who: chenLi, path: at('/manage/questionnaires') },
  { name: 'a questionnaire to edit', who: chenLi, path: at('/manage/questionnaires/training') },
  { name: 'contracts and devices', who: wangLi, path: at('/coverage') },
  { name: 'contracts and devices for staff', who: linWan, path: at('/coverage') },
  { name: 'the list of contracts', who: chenLi, path: at('/contracts?show=all') },
  { name: 'a contract, for its customer', who: wangLi, path: at(`/contracts/${contracts.inForce}`) },
  { name: 'a contract, for the manager', who: chenLi, path: at(`/contracts/${contracts.inForce}`) },
  { name: 'the form of a contract', who: chenLi, path: at(`/contracts/${contracts.inForce}/edit`) },
  { name: 'the form of a new contract', who: chenLi, path: at('/contracts/new') },
  { name: 'the list of devices', who: wangLi, path: at('/assets') },
  { name: 'the list of devices for staff', who: linWan, path: at('/assets?sort=warranty&coverage=not_covered') },
  { name: 'an empty list of devices', who: wangLi, path: at('/assets?q=zzqqxx') },
  { name: 'a serial number that nobody has', who: wangLi, path: at('/assets/7KX2P93') },
  { name: 'labels', who: wangLi, path: at('/assets/labels') },
  { name: 'a device to change', who: linWan, path: at(`/assets/${database.serial}/edit`) },
  { name: 'a device to add', who: chenLi, path: at('/assets/new') },
  { name: 'a quote to answer', who: zhaoMin, path: caseOf('3 号楼新增两个护士站网段', '/quote') },
  { name: 'a quote that waits, for the manager', who: chenLi, path: caseOf('3 号楼新增两个护士站网段') },
  { name: 'a device', who: wangLi, path: at(`/assets/${database.serial}`) },
  { name: 'the inspections', who: linWan, path: at('/inspections') },
  { name: 'the inspections, for the customer', who: wangLi, path: at('/inspections') },
  { name: 'an inspection report', who: wangLi, path: inspectionOf('中心机房') },
  { name: 'an inspection report with cases to open', who: linWan, path: inspectionOf('中心机房') },
  { name: 'an inspection to record', who: linWan, path: at('/inspections/new?organisation=1&site=%E4%B8%AD%E5%BF%83%E6%9C%BA%E6%88%BF') },
  { name: 'a device out of contract', who: wangLi, path: at(`/assets/${printer.serial}`) },
  { name: 'the queue', who: zhouYan, path: at('/queue') },
  { name: 'a short queue', who: hanBing, path: at('/queue') },
  { name: 'the board of the secretary', who: linWan, path: at('/dispatch') },
  { name: 'the inbox', who: wangLi, path: at('/inbox') },
  { name: 'figures of satisfaction', who: chenLi, path: at('/satisfaction?by=customer') },
  { name: 'a service report', who: chenLi, path: at('/organisations/1/report?period=2026') },
  { name: 'figures of satisfaction, for the customer', who: wangLi, path: at('/satisfaction') },
  { name: 'the escalation board', who: chenLi, path: at('/manage/escalations') },
  { name: 'letters that were not delivered', who: chenLi, path: at('/manage/letters') },
  { name: 'a policy tried out', who: chenLi, path: at('/manage/simulator?policy=e&severity=2&kind=fault&opened=2026-09-30T17:30') },
  { name: 'a policy tried out with a flaw', who: chenLi, path: at('/manage/simulator?severity=9') },
  { name: "the manager's places", who: chenLi, path: at('/manage') },
  { name: 'lists to import and export', who: chenLi, path: at('/manage/import') },
  { name: 'a list that was imported', who: chenLi, path: at('/manage/import?done=assets&added=2&changed=1&unchanged=7') },
  { name: "the company's rates", who: chenLi, path: at('/manage/rates') },
  { name: 'the list of policies', who: chenLi, path: at('/manage/policies') },
  { name: 'a policy with every kind of rule', who: chenLi, path: at('/manage/policies/a') },
  { name: 'a policy with a matrix', who: chenLi, path: at('/manage/policies/b') },
  { name: 'the list of calendars', who: chenLi, path: at('/manage/calendars') },
  { name: 'a year of a calendar', who: chenLi, path: at('/manage/calendars/5x8?year=2026') },
  { name: 'a year beyond the holiday data', who: chenLi, path: at('/manage/calendars/5x8?year=2031') },
  { name: 'the roles', who: chenLi, path: at('/manage/roles') },
  { name: 'the people', who: chenLi, path: at('/people') },
  { name: 'nobody found', who: chenLi, path: at('/people?show=deactivated&q=zzqqxx') },
  { name: 'the colleagues of a customer admin', who: wangLi, path: at('/people') },
  { name: 'a colleague', who: wangLi, path: at('/people/2') },
  { name: 'inviting staff', who: chenLi, path: at('/people/new') },
  { name: 'the customers', who: chenLi, path: at('/organisations') },
  { name: 'a service archive, for the manager', who: chenLi, path: at('/organisations/1') },
  { name: 'a service archive, for the customer', who: wangLi, path: at('/organisations/1') },
  { name: 'a service archive to edit', who: chenLi, path: at('/organisations/1/edit') },
  { name: 'the home page of a customer to edit', who: chenLi, path: at('/organisations/1/home') },
  { name: 'a customer to add', who: chenLi, path: at('/organisations/new') },
  { name: "one's own account", who: wangLi, path: at('/me') },
  { name: 'a forgotten password', path: at('/forgotten') },
  { name: 'an invitation that does not exist', path: at('/invitation/nothing') },
  { name: "somebody else's case", who: liQiang, path: at('/cases/C-20200101-0001') },
  { name: 'a page of another role', who: liQiang, path: at('/dispatch') },
];

/** The first survey that waits for that person, as home says. */
async function waitingSurvey(page: Page) {
  await page.goto('/');
  return (await page.locator('a[href^="/surveys/"]').first().getAttribute('href')) ?? '';
}

async function wrongPassword(page: Page, words: Words) {
  await page.goto('/sign-in');
  await page.getByLabel(words('sign_in.email'), { exact: true }).fill('somebody@qsh.example');
  await page.getByLabel(words('sign_in.password'), { exact: true }).fill('wrong');
  await page.getByRole('button', { name: words('sign_in.submit'), exact: true }).click();
  await page.getByText(words('words.refusal_credentials')).waitFor();
  return page.url();
}
