// The demo's people and things that journeys meet (server/demo/company.toml), by name.
export interface Person {
  name: string;
  email: string;
}

/** The password of everybody in the demo. */
export const password = 'sunlight-demo';

const qingshan = (name: string, mailbox: string): Person => ({ name, email: `${mailbox}@qsh.example` });
const linjiang = (name: string, mailbox: string): Person => ({ name, email: `${mailbox}@ljh.example` });
const sunlight = (name: string, mailbox: string): Person => ({ name, email: `${mailbox}@sunlight.example` });

/** 青山湖水务集团 */
export const wangLi = qingshan('王丽', 'wangli'); // customer admin
export const liQiang = qingshan('李强', 'liqiang'); // customer

/** 临江医院 */
export const zhaoMin = linjiang('赵敏', 'zhaomin'); // customer admin
export const sunHao = linjiang('孙浩', 'sunhao'); // customer
export const foster = linjiang('Daniel Foster', 'daniel.foster'); // customer, reads English

/** The service company */
export const linWan = sunlight('林婉', 'linwan'); // secretary
export const zhouYan = sunlight('周岩', 'zhouyan'); // engineer
export const hanBing = sunlight('韩冰', 'hanbing'); // engineer
export const shenYiming = sunlight('沈一鸣', 'shenyiming'); // expert
export const chenLi = sunlight('陈立', 'chenli'); // manager

export interface Device {
  serial: string;
  title: string;
}

/** 青山湖's, on contract QS-2025-014 in force, three years 7×24. */
export const database: Device = { serial: '7XK2P93', title: 'DB-01 · PowerEdge R740xd' };
/** 青山湖's, on contract QS-2022-009, which is over. */
export const printer: Device = { serial: 'VNC3K19264', title: 'PRT-HALL-02 · LaserJet Enterprise M612dn' };
/** 临江医院's. */
export const hospitalDatabase: Device = { serial: '6BD8T13', title: 'HIS-DB-01 · PowerEdge R840' };

export const contracts = { inForce: 'QS-2025-014', over: 'QS-2022-009' };
