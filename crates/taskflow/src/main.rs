//! The binary: see `cli`.

fn main() -> std::process::ExitCode {
    taskflow::cli::main()
}
