//! What holds when the process dies at any moment (`kill -9`): tested with the real binary. One program, for linking two
//! costs more than running them.

mod imports;
mod process;
mod submissions;
mod timers;
