//! What a search costs with fifty thousand articles, as people type: `cargo bench -p store --bench knowledge`. The 50th and the
//! 99th percentile of a mix of searches; the goal is 30 ms at the 99th. Nothing waits for the disk.

use domain::person::Language;
use std::time::{Duration, Instant};
use store::testing::{Engine, Fixture, moment, run};
use store::{Audience, Desk, NewArticle};

const ARTICLES: usize = 50_000;
const AT_ONCE: usize = 500;
const ROUNDS: usize = 20;

/// Parts of titles and texts: things, what happens to them, and what is done about it.
const THINGS: [(&str, &str); 20] = [
    ("服务器", "server"),
    ("交换机", "switch"),
    ("阵列卡", "raid controller"),
    ("数据库", "database"),
    ("备份任务", "backup job"),
    ("存储控制器", "storage controller"),
    ("打印机", "printer"),
    ("防火墙", "firewall"),
    ("虚拟机", "virtual machine"),
    ("电源模块", "power supply"),
    ("内存", "memory"),
    ("硬盘", "disk"),
    ("风扇", "fan"),
    ("路由器", "router"),
    ("光模块", "transceiver"),
    ("集群节点", "cluster node"),
    ("磁带机", "tape drive"),
    ("不间断电源", "ups"),
    ("证书", "certificate"),
    ("邮件网关", "mail gateway"),
];
const EVENTS: [(&str, &str); 16] = [
    ("蓝屏", "blue screen"),
    ("宕机", "down"),
    ("无法启动", "does not start"),
    ("告警", "alarm"),
    ("性能下降", "slow"),
    ("升级失败", "upgrade failed"),
    ("温度过高", "too warm"),
    ("连接中断", "connection lost"),
    ("报错", "error"),
    ("空间不足", "out of space"),
    ("反复重启", "keeps rebooting"),
    ("丢包", "packet loss"),
    ("指示灯异常", "amber light"),
    ("许可到期", "licence expired"),
    ("时间不同步", "clock drift"),
    ("无法登录", "login refused"),
];
const STEPS: [(&str, &str); 12] = [
    ("先记下错误代码和发生的时间", "write down the code and the time"),
    ("查看日志和指示灯", "read the log and look at the lights"),
    ("确认备份可以恢复", "make sure that the backup can be restored"),
    ("更换故障部件后重新启动", "replace the part and reboot"),
    ("检查网线、光纤和端口设置", "check cables, fibre and port settings"),
    ("联系工程师并说明影响范围", "tell the engineer who is affected"),
    ("在管理口上收集诊断文件", "collect diagnostics from the management port"),
    ("升级固件前保存配置", "save the configuration before an upgrade"),
    ("观察二十四小时后再关闭", "watch it for a day before you close it"),
    ("核对合同与保修期", "compare contract and warranty"),
    ("隔离节点并通知用户", "isolate the node and tell the users"),
    ("清理空间后补做全备", "clear space and run a full backup"),
];

const SEARCHES: [&str; 30] = [
    "蓝屏",
    "服务器",
    "服务器蓝屏",
    "服务器 无法启动",
    "屏",
    "数据库报错 E-1234",
    "e1234",
    "E 40321",
    "0x8007",
    "blue screen",
    "blue scr",
    "s",
    "se",
    "server down",
    "raid controller alarm",
    "sevrer blue sceen",
    "databse slow",
    "伺服器藍屏",
    "我们的交换机昨天晚上又丢包了怎么办",
    "how do i restore the backup of a database",
    "机房断电以后存储控制器许可到期，日志显示空间不足，需要更换部件",
    "量子纠缠",
    "zzqqxx",
    "固件",
    "工程师",
    "log",
    "的",
    "R740",
    "内存 温度",
    "cluster node clock drift licence",
];

fn main() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        run(engine, async |house: &Fixture| {
            let began = Instant::now();
            fill(house).await;
            println!("{engine:?} filled in {:.0?}", began.elapsed());
            let desk = house.store.desk(house.store.guest(Language::Chinese), moment("2026-11-21T00:00:00Z"));
            measure(engine, &desk).await;
        });
    }
}

async fn measure(engine: Engine, desk: &Desk) {
    let mut all = Vec::new();
    for q in SEARCHES {
        let mut took = Vec::new();
        for _ in 0..ROUNDS {
            let began = Instant::now();
            desk.articles(q).await.expect("an answer");
            took.push(began.elapsed());
        }
        all.extend(took.iter().skip(1));
        took.sort_unstable();
        println!("{engine:?} {:>8.1?} {:>8.1?} {q}", percentile(&took, 50), percentile(&took, 99));
    }
    all.sort_unstable();
    println!("{engine:?} all: p50 {:.1?}, p99 {:.1?}", percentile(&all, 50), percentile(&all, 99));
}

fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    sorted[(sorted.len() - 1) * percent / 100]
}

async fn fill(house: &Fixture) {
    let setup = house.store.setup();
    let articles: Vec<NewArticle> = (0..ARTICLES).map(article).collect();
    for some in articles.chunks(AT_ONCE) {
        setup.articles(some, moment("2026-11-20T10:00:00Z")).await.expect("articles");
    }
}

fn article(n: usize) -> NewArticle {
    let chinese = n % 5 < 3;
    let say = |pair: (&'static str, &'static str)| if chinese { pair.0 } else { pair.1 };
    let (thing, event) = (THINGS[n % THINGS.len()], EVENTS[(n / THINGS.len()) % EVENTS.len()]);
    let code = format!("E-{}", 1000 + n * 7919 % 90_000);
    let steps: Vec<String> = (0..8).map(|step| say(STEPS[(n * 31 + step * step) % STEPS.len()]).to_owned()).collect();
    let other = say(THINGS[(n * 17 + 3) % THINGS.len()]);
    NewArticle {
        slug: format!("article-{n}"),
        audience: if n.is_multiple_of(10) { Audience::Staff } else { Audience::Everybody },
        language: if chinese { Language::Chinese } else { Language::English },
        title: format!("{} {} {n}", say(thing), say(event)),
        summary: steps[0].clone(),
        markdown: format!("## {}\n\n{code}: {} {other}\n\n{}.\n", say(event), say(thing), steps.join(". ")),
        tags: vec![code],
    }
}
