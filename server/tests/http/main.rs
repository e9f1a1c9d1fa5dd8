//! HTTP tests: the real router over a store of its own, driven like a browser would. One file a subject; what they share is
//! [`testapp`]. Rules are tested in `domain`, statements in `store`; here it is about what goes over the wire.

mod announcements;
mod assets;
mod contracts;
mod cross_site;
mod devices;
mod forms;
mod journey;
mod letters;
mod lists;
mod live;
mod manage;
mod pages;
mod people;
mod rest;
mod satisfaction;
mod service_report;
mod sign_in;
mod smtp;
mod tenancy;
mod testapp;
mod uploads;
mod welcome;
