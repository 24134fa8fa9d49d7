//! What Cargo's semver crate says of versions and requirements, for src/ground/packages to be held to: a version and a requirement, parted by a
//! tab, on each line of standard input; `true`, `false`, `no version` or `no requirement` on each line of standard output.
use semver::{Version, VersionReq};
use std::io::Read;

fn main() {
    let mut asked = String::new();
    std::io::stdin().read_to_string(&mut asked).expect("UTF-8");
    for line in asked.lines() {
        let (version, requirement) = line.split_once('\t').expect("a tab");
        match (Version::parse(version), VersionReq::parse(requirement)) {
            (Err(_), _) => println!("no version"),
            (_, Err(_)) => println!("no requirement"),
            (Ok(version), Ok(requirement)) => println!("{}", requirement.matches(&version)),
        }
    }
}
