//! What webhooks and the like may reach: of a hundred ways to say "this machine" and "this network" none leads there.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use taskflow::config;
use taskflow::outgoing::{Outgoing, Refusal, Request};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// This machine, its network and what only clouds have, in every spelling. `{}` stands for a port on which somebody listens.
const HOSTS: &str = "
    127.0.0.1 127.1 127.0.1 127.255.255.254 127.0.0.1. 127.000.000.001 0x7f.0.0.1 0X7F.1 0x7f000001 0x7f.0x0.0x0.0x1
    2130706433 017700000001 0177.0.0.1 0177.0.0.01 0177.1 00177.0x0.0.1 0 0.0.0.0 0.0 00000 0x0 [::] [::0] [0:0:0:0:0:0:0:0]
    [::1] [0:0:0:0:0:0:0:1] [0000:0000:0000:0000:0000:0000:0000:0001] [::0:1] [0::1]
    [::ffff:127.0.0.1] [::ffff:7f00:1] [::FFFF:127.0.0.1] [0:0:0:0:0:ffff:127.0.0.1] [::ffff:0:127.0.0.1] [::127.0.0.1] [::7f00:1]
    [64:ff9b::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b:1::7f00:1] [64:ff9b:1:fffe::7f00:1] [2002:7f00:1::] [2002:7f00:1::1] [2002:a9fe:a9fe::]
    [2001::1] [2001:0:4136:e378:8000:63bf:80ff:fffe] [2001:0000:7f00:1::] [2a00::5efe:7f00:1] [2a00::200:5efe:a00:1]
    １２７.０.０.１ ①②⑦.⓪.⓪.① 127。0。0。1 127．0．0．1 127｡0｡0｡1 127%2e0%2e0%2e1 %31%32%37.0.0.1 ⑯⁹。②⑤④。⑯⁹｡②⑤④
    10.0.0.1 10.255.255.255 10.1 0xa.0.0.1 012.0.0.1 167772161 100.64.0.1 100.100.100.200 172.16.0.1 172.31.255.254 192.168.0.1
    192.168.1 0xc0.0xa8.1.1 0300.0250.1.1 3232235777 169.254.169.254 169.254.43518 0xA9FEA9FE 2852039166 0251.0376.0251.0376
    0xa9.254.0251.0376 192.0.0.192 192.0.0.1 192.0.2.1 192.88.99.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1
    239.255.255.250 240.0.0.1 255.255.255.255 4294967295 [::ffff:10.0.0.1] [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [::ffff:192.168.0.1]
    [fe80::1] [fe80::a9fe:a9fe] [febf::1] [fec0::1] [fc00::1] [fd00::1] [fd00:ec2::254] [fd12:3456:789a::1] [ff02::1] [ff05::1:3] [100::1]
    [2001:db8::1] [2001:10::1] [2001:20::1] [2001:2::1] [3fff::1] [5f00::1] [4000::1] [1::1] [::ffff:8.8.8.8] [64:ff9b::808:808]
    localhost LOCALHOST localhost. ⓛocalhost
";

/// Whole addresses that are no address of a web server, or mean to be read as another one.
const WHOLE: &[&str] = &[
    "https://example.org@127.0.0.1:{}/",
    "https://example.org:443@127.0.0.1:{}/",
    "https://example.org%40127.0.0.1:{}/",
    "https://127.0.0.1:{}#@example.org/",
    "https://127.0.0.1:{}?@example.org/",
    "https://example.org\\@127.0.0.1:{}/",
    "https:\\\\127.0.0.1:{}/",
    "https:127.0.0.1:{}/",
    "https:/127.0.0.1:{}/",
    "https:///127.0.0.1:{}/",
    "https://127.0.0.1\t:{}/",
    "https://127.0.\n0.1:{}/",
    " https://127.0.0.1:{}/",
    "https://[::1%25lo]:{}/",
    "https://[::1%lo]:{}/",
    "https://127.0.0.1:{}:80/",
    "https://:{}/",
    "https://",
    "//127.0.0.1:{}/",
    "127.0.0.1:{}",
    "ftp://127.0.0.1:{}/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:{}/_x",
    "dict://127.0.0.1:{}/",
    "ws://127.0.0.1:{}/",
    "unix:///var/run/docker.sock",
    "data:text/plain,x",
    "javascript:alert(1)",
    "",
];

struct Listener {
    port: u16,
    connections: Arc<AtomicUsize>,
}

impl Listener {
    /// Answers everybody with `answer`, after `delay`.
    async fn start(answer: &'static str, delay: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let connections = Arc::new(AtomicUsize::new(0));
        // The same port on IPv6, where there is IPv6.
        let other = TcpListener::bind(("::1", port)).await.ok();
        for listener in [Some(listener), other].into_iter().flatten() {
            let connections = Arc::clone(&connections);
            tokio::spawn(async move {
                while let Ok((mut stream, _)) = listener.accept().await {
                    connections.fetch_add(1, Ordering::SeqCst);
                    tokio::spawn(async move {
                        let mut buffer = [0; 8192];
                        let read = stream.read(&mut buffer).await.unwrap_or(0);
                        tokio::time::sleep(delay).await;
                        let asked = String::from_utf8_lossy(&buffer[..read]).replace("\r\n", "|");
                        let text = answer.replace("ECHO", &asked);
                        let _ = stream.write_all(text.as_bytes()).await;
                    });
                }
            });
        }
        Self { port, connections }
    }

    fn count(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

fn settings(networks: &[&str], http: bool) -> config::Outgoing {
    config::Outgoing {
        allow_networks: networks.iter().map(|text| (*text).to_owned()).collect(),
        allow_http: http,
        ..config::Outgoing::default()
    }
}

fn request(url: &str) -> Request {
    let mut request = Request::post(url, b"{}".to_vec());
    request.headers.push(("content-type", "application/json".to_owned()));
    request.timeout = Duration::from_secs(5);
    request.limit = 1000;
    request
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_ways_to_say_here_lead_nowhere() {
    let listener = Listener::start("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi", Duration::ZERO).await;
    let mut urls = Vec::new();
    for host in HOSTS.split_whitespace() {
        urls.extend(["http", "https"].map(|scheme| format!("{scheme}://{host}:{}/x", listener.port)));
    }
    for url in WHOLE {
        let url = url.replace("{}", &listener.port.to_string());
        urls.extend([url.replace("https:", "http:"), url]);
    }
    assert!(HOSTS.split_whitespace().count() >= 100 && urls.len() > 250, "{}", urls.len());
    // Without TLS allowed there is one hurdle less.
    let outgoing = Outgoing::new(&settings(&[], true)).unwrap();
    for url in &urls {
        let refused = outgoing.send(request(url)).await.expect_err(url);
        assert!(matches!(refused, Refusal::Forbidden(_)), "{url}: {refused}");
    }
    assert_eq!(listener.count(), 0, "somebody was reached");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_to_a_name_is_checked() {
    let listener = Listener::start("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi", Duration::ZERO).await;
    let url = format!("http://rebind.example.org:{}/", listener.port);
    let inner = [
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "fd00::1",
        "fe80::1",
        "0.0.0.0",
        "2002:7f00:1::",
    ];
    for address in inner {
        // Alone, before and behind a public one.
        for answers in
            [vec![address], vec![address, "1.1.1.1"], vec!["2606:4700:4700::1111", "1.1.1.1", address]]
        {
            let answers: Vec<IpAddr> = answers.iter().map(|text| text.parse().unwrap()).collect();
            let outgoing = Outgoing::new(&settings(&[], true))
                .unwrap()
                .resolving(Arc::new(move |_| answers.clone()));
            let refused = outgoing.send(request(&url)).await.unwrap_err();
            assert!(matches!(refused, Refusal::Forbidden(_)), "{address}: {refused}");
        }
    }
    assert_eq!(listener.count(), 0);

    // A name that answers otherwise the second time is asked once.
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let outgoing = Outgoing::new(&settings(&["127.0.0.2"], true))
        .unwrap()
        .resolving(Arc::new(move |_| {
            let first = count.fetch_add(1, Ordering::SeqCst) == 0;
            vec![if first { "127.0.0.2" } else { "127.0.0.1" }.parse().unwrap()]
        }));
    // Nobody listens at the address that was checked; nobody else is tried.
    let refused = outgoing.send(request(&url)).await.unwrap_err();
    assert!(matches!(refused, Refusal::Unreachable(_)), "{refused}");
    assert_eq!((asked.load(Ordering::SeqCst), listener.count()), (1, 0));
    let none = Outgoing::new(&settings(&[], true)).unwrap().resolving(Arc::new(|_| Vec::new()));
    assert!(matches!(none.send(request(&url)).await, Err(Refusal::Unreachable(_))));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_settings_list_is_reached_and_nothing_beyond() {
    let listener =
        Listener::start("HTTP/1.1 200 OK\r\ncontent-length: 400\r\n\r\nECHO", Duration::ZERO).await;
    let address = SocketAddr::from(([127, 0, 0, 1], listener.port));
    let listed = Outgoing::new(&settings(&["127.0.0.1/32"], false)).unwrap();
    let mut asked = request(&format!("http://{address}/a%20b?c=d#e"));
    asked.limit = 120;
    let reply = listed.send(asked).await.unwrap();
    let text = String::from_utf8(reply.body).unwrap();
    assert!(
        text.starts_with(&format!("POST /a%20b?c=d HTTP/1.1|host: {address}|user-agent: TaskFlow/")),
        "{text}"
    );
    assert_eq!((reply.status, text.len(), reply.cut), (200, 120, true));
    assert!(
        listed
            .send(request(&format!("http://127.0.0.2:{}/", listener.port)))
            .await
            .is_err()
    );

    let mut by_name = settings(&[], false);
    by_name.allow_hosts = vec!["CI.internal".to_owned()];
    let by_name = Outgoing::new(&by_name)
        .unwrap()
        .resolving(Arc::new(|_| vec!["127.0.0.1".parse().unwrap()]));
    assert!(by_name.target("http://ci.internal/").is_ok());
    let mut asked = request(&format!("http://ci.internal:{}/", listener.port));
    asked.limit = 10;
    assert_eq!(by_name.send(asked).await.unwrap().body, b"POST / HTT");
    let other = by_name
        .send(request(&format!("https://other.internal:{}/", listener.port)))
        .await
        .unwrap_err();
    assert!(matches!(other, Refusal::Forbidden(_)), "{other}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn redirects_are_answers_and_time_and_ports_are_limited() {
    let inner = Listener::start("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi", Duration::ZERO).await;
    let redirect = format!(
        "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:{}/\r\ncontent-length: 0\r\n\r\n",
        inner.port
    );
    let listener = Listener::start(redirect.leak(), Duration::ZERO).await;
    let outgoing = Outgoing::new(&settings(&["127.0.0.1"], true)).unwrap();
    let reply = outgoing
        .send(request(&format!("http://127.0.0.1:{}/", listener.port)))
        .await
        .unwrap();
    assert_eq!((reply.status, inner.count()), (302, 0));

    let slow = Listener::start("HTTP/1.1 200 OK\r\n\r\n", Duration::from_secs(60)).await;
    let mut asked = request(&format!("http://127.0.0.1:{}/", slow.port));
    asked.timeout = Duration::from_millis(200);
    let began = Instant::now();
    assert_eq!(outgoing.send(asked).await.unwrap_err(), Refusal::TimedOut);
    assert!(began.elapsed() < Duration::from_secs(5));

    let broken = Listener::start("what is this", Duration::ZERO).await;
    let refused = outgoing
        .send(request(&format!("http://127.0.0.1:{}/", broken.port)))
        .await
        .unwrap_err();
    assert!(matches!(refused, Refusal::Unreachable(_)), "{refused}");

    let strict = Outgoing::new(&settings(&[], false)).unwrap();
    for url in ["https://8.8.8.8:22/", "https://8.8.8.8:25/", "http://8.8.8.8/", "http://example.org/"] {
        assert!(strict.target(url).is_err(), "{url}");
    }
    for url in [
        "https://8.8.8.8/",
        "https://8.8.8.8:8443/",
        "https://example.org/a",
        "https://bücher.example/",
    ] {
        assert!(strict.target(url).is_ok(), "{url}");
    }
}
