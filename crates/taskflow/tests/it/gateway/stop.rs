//! The end: what is under way gets its answer, and then nobody is let in.

use std::time::Duration;

use taskflow::base::Clock;
use taskflow::config::Config;
use taskflow::roles::{Role, Server};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn server(folder: &tempfile::TempDir) -> Server {
    let mut config = Config::defaults().unwrap();
    config.listen = ([127, 0, 0, 1], 0).into();
    config.data_dir = folder.path().to_path_buf();
    Server::start(config, Clock::system()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_under_way_is_answered_before_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let server = server(&folder).await;
    let address = server.addr();
    let idle = TcpStream::connect(address).await.unwrap();
    let mut busy = TcpStream::connect(address).await.unwrap();
    let head = b"POST /api/v1/auth/login HTTP/1.1\r\nhost: t\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n";
    busy.write_all(head).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let end = tokio::spawn(server.shutdown());
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(TcpStream::connect(address).await.is_err(), "nobody new is let in");
    busy.write_all(b"{\"a\": 1  }").await.unwrap();
    let mut answer = String::new();
    busy.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    tokio::time::timeout(Duration::from_secs(5), end).await.unwrap().unwrap();
    drop(idle);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_data_dir_serves_one_server_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let first = server(&folder).await;
    let mut config = Config::defaults().unwrap();
    config.listen = ([127, 0, 0, 1], 0).into();
    config.data_dir = folder.path().to_path_buf();
    let refused = Server::start(config, Clock::system()).await.err().unwrap().to_string();
    assert!(!refused.contains('\n') && refused.contains("the database does not open"), "{refused}");
    first.shutdown().await;
    server(&folder).await.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_without_the_api_has_its_probes() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::defaults().unwrap();
    config.listen = ([127, 0, 0, 1], 0).into();
    config.data_dir = folder.path().to_path_buf();
    let server = Server::start_roles(config, Clock::system(), &[Role::Janitor]).await.unwrap();
    let status = async |path: &str| {
        let url = format!("http://{}{path}", server.addr());
        reqwest::get(url).await.unwrap().status().as_u16()
    };
    assert_eq!(status("/health/ready").await, 200);
    assert_eq!(status("/metrics").await, 200);
    assert_eq!(status("/api/v1/users/me").await, 404);
    server.shutdown().await;
}
