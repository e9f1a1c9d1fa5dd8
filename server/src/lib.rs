//! The process of Lightwell: configuration, router, sessions, files, live events, workers, operator commands. It calls the
//! rules and knows none. A library so that tests can drive the real router; the binary is `main.rs`.

pub mod assets;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod config;
mod contracts;
mod cookies;
mod cross_site;
pub mod demo;
mod files;
mod forms;
mod headers;
mod health;
pub mod house;
pub mod labels;
pub mod letters;
mod lists;
mod live;
mod local_path;
pub mod logs;
pub mod mail;
pub mod manage;
mod own_password;
mod pages;
mod parking;
pub mod password_links;
pub mod passwords;
mod plain;
mod report;
mod rest;
pub mod router;
mod seat;
mod session;
mod spreadsheet;
mod uploads;
pub mod workers;
