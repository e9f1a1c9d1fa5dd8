//! QR codes as drawings: on the labels of devices, and on the printed service record.

use qrcodegen::QrCode;

/// Modules of white around a QR code, as ISO/IEC 18004 wants it.
pub const QUIET: i32 = 4;

/// The dark modules, each row's neighbours as one stroke.
pub fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET));
            }
            x += run.max(1);
        }
    }
    path
}
