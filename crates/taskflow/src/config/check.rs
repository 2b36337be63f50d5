//! What a setting's type cannot say.

use super::{Config, Hints};

/// The first wrong setting and what it should be.
pub fn check(config: &Config) -> Result<(), (&'static str, String)> {
    let (auth, limits, live) = (&config.auth, &config.limits, &config.realtime);
    let is_page = |text: &str| {
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        host.is_some_and(|host| !host.trim_end_matches('/').is_empty() && !host.contains(char::is_whitespace))
    };
    let is_origin = |text: &String| is_page(text) && text.matches('/').count() == 2;
    let is_key =
        |key: &str| key.trim().len() == 64 && key.trim().bytes().all(|byte| byte.is_ascii_hexdigit());
    let are_keys = |keys: &str| keys.is_empty() || keys.split(',').all(is_key);
    let database = config.database.url.as_str();
    let starts =
        |text: &str, any: &[&str]| text.is_empty() || any.iter().any(|start| text.starts_with(start));
    let asks = |url: &str, what: &str| {
        let query = url.split_once('?').map_or("", |(_, query)| query);
        query.split('&').any(|pair| pair.starts_with(what))
    };
    let level = tracing_subscriber::EnvFilter::try_new(&config.log.level);
    let rules = [
        ("base_url", is_page(&config.base_url), "expected http://… or https://…"),
        (
            "cors_origins",
            config.cors_origins.iter().all(is_origin),
            "expected origins such as https://tasks.example.org, without a path",
        ),
        (
            "jwt_keys",
            are_keys(&config.jwt_keys),
            "expected keys of 64 hexadecimal digits, with commas between",
        ),
        (
            "encryption_keys",
            are_keys(&config.encryption_keys),
            "expected keys of 64 hexadecimal digits, with commas between",
        ),
        (
            "database.url",
            starts(database, &["sqlite:", "postgres://", "postgresql://"]),
            "expected sqlite:PATH or postgres://…",
        ),
        (
            "database.url",
            !asks(database, "sslrootcert="),
            "expected no sslrootcert: name the file of authorities in database.ca_file",
        ),
        (
            "database.url",
            !asks(database, "sslmode=verify-"),
            "expected sslmode=require, which checks the certificate and the host's name as verify-full does elsewhere",
        ),
        (
            "tls_key",
            config.tls_cert.as_os_str().is_empty() == config.tls_key.as_os_str().is_empty(),
            "expected tls_cert and tls_key together, or neither",
        ),
        ("database.readers", config.database.readers <= 256, "expected 0 to 256"),
        ("database.writers", config.database.writers <= 256, "expected 0 to 256"),
        (
            "auth.access_token_secs",
            (1..=86_400).contains(&auth.access_token_secs),
            "expected 1 to 86400 seconds",
        ),
        (
            "auth.session_secs",
            (1..=31_536_000).contains(&auth.session_secs),
            "expected 1 to 31536000 seconds",
        ),
        (
            "auth.refresh_grace_secs",
            (0..=300).contains(&auth.refresh_grace_secs),
            "expected 0 to 300 seconds",
        ),
        (
            "auth.argon2_memory_kib",
            (8..=4_194_304).contains(&auth.argon2_memory_kib),
            "expected 8 to 4194304 KiB",
        ),
        ("auth.argon2_passes", (1..=100).contains(&auth.argon2_passes), "expected 1 to 100"),
        (
            "auth.free_login_failures",
            (1..=1000).contains(&auth.free_login_failures),
            "expected 1 to 1000",
        ),
        (
            "limits.request_timeout_secs",
            (1..=600).contains(&limits.request_timeout_secs),
            "expected 1 to 600 seconds",
        ),
        (
            "limits.upload_bytes",
            (1024..=1 << 32).contains(&limits.upload_bytes),
            "expected 1024 to 4294967296 bytes",
        ),
        (
            "log.level",
            level.is_ok(),
            "expected a level such as info, or filters such as info,taskflow=debug",
        ),
        (
            "mail.smtp_url",
            starts(&config.mail.smtp_url, &["smtp://", "smtps://"]),
            "expected smtp://… or smtps://…",
        ),
        (
            "mail.sendgrid_key",
            config.mail.sendgrid_key.is_empty() || config.mail.smtp_url.is_empty(),
            "expected mail to go one way: set this or mail.smtp_url",
        ),
        ("mail.sendgrid_url", is_page(&config.mail.sendgrid_url), "expected https://…"),
        (
            "mail.from",
            config.mail.from.contains('@'),
            "expected an address, such as TaskFlow <tasks@example.org>",
        ),
        (
            "push.private_key",
            config.push.private_key.is_empty() == config.push.public_key.is_empty(),
            "expected push.public_key and push.private_key together, or neither",
        ),
        (
            "push.contact",
            starts(&config.push.contact, &["mailto:", "https://"]),
            "expected mailto:… or https://…",
        ),
        (
            "redis_url",
            starts(&config.redis_url, &["redis://", "rediss://"]),
            "expected redis://… or rediss://…",
        ),
        (
            "nats_url",
            starts(&config.nats_url, &["nats://", "tls://"]),
            "expected nats://… or tls://…",
        ),
        (
            "realtime.hints",
            hints_can_go(config),
            "expected what it names to be there: set redis_url, nats_url or a PostgreSQL as database.url, or choose auto",
        ),
        (
            "tasks.trash_days",
            (1..=3650).contains(&config.tasks.trash_days),
            "expected 1 to 3650 days",
        ),
        (
            "audit.origin_days",
            (1..=36_500).contains(&config.audit.origin_days),
            "expected 1 to 36500 days",
        ),
        (
            "notifications.kept_days",
            (1..=3650).contains(&config.notifications.kept_days),
            "expected 1 to 3650 days",
        ),
        (
            "outgoing.allow_networks",
            config.outgoing.allow_networks.iter().all(|text| is_network(text)),
            "expected networks such as 10.1.0.0/16 or fd00::/8, or addresses",
        ),
        (
            "outgoing.allow_hosts",
            config.outgoing.allow_hosts.iter().all(|host| is_host(host)),
            "expected names such as ci.internal, without scheme and port",
        ),
        (
            "realtime.max_sockets",
            (1..=1_000_000).contains(&live.max_sockets),
            "expected 1 to 1000000",
        ),
        (
            "realtime.max_sockets_per_user",
            (1..=10_000).contains(&live.max_sockets_per_user),
            "expected 1 to 10000",
        ),
        ("realtime.ping_secs", (1..=300).contains(&live.ping_secs), "expected 1 to 300 seconds"),
        (
            "realtime.ring_entries",
            (1..=100_000).contains(&live.ring_entries),
            "expected 1 to 100000",
        ),
        (
            "realtime.ring_bytes",
            (1024..=1 << 30).contains(&live.ring_bytes),
            "expected 1024 to 1073741824 bytes",
        ),
        (
            "realtime.queue_frames",
            (8..=100_000).contains(&live.queue_frames),
            "expected 8 to 100000",
        ),
        (
            "realtime.queue_bytes",
            (1024..=1 << 30).contains(&live.queue_bytes),
            "expected 1024 to 1073741824 bytes",
        ),
        ("realtime.stall_secs", (1..=600).contains(&live.stall_secs), "expected 1 to 600 seconds"),
    ];
    match rules.into_iter().find(|(_, holds, _)| !holds) {
        Some((key, _, expected)) => Err((key, expected.to_owned())),
        None => Ok(()),
    }
}

fn is_network(text: &str) -> bool {
    let (address, length) = text.split_once('/').map_or((text, None), |(a, l)| (a, Some(l)));
    let Ok(address) = address.parse::<std::net::IpAddr>() else {
        return false;
    };
    let longest = if address.is_ipv4() { 32 } else { 128 };
    length.is_none_or(|length| length.parse::<u8>().is_ok_and(|length| length <= longest))
}

fn is_host(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    !text.is_empty() && text.chars().all(plain)
}

fn hints_can_go(config: &Config) -> bool {
    match config.realtime.hints {
        Hints::Auto | Hints::None => true,
        Hints::Postgres => config.database.url.starts_with("postgres"),
        Hints::Redis => !config.redis_url.is_empty(),
        Hints::Nats => !config.nats_url.is_empty(),
    }
}
