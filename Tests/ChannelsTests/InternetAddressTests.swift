import Testing

@testable import Channels

/// Machines of somebody's own network are never taken for machines on the internet.
@Suite struct InternetAddressTests {
    @Test(arguments: [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "100.64.0.1", "169.254.169.254", "172.16.0.1",
        "172.31.255.255", "192.168.0.1", "192.0.0.8", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::",
        "::1", "fc00::1", "fd12:3456::1", "fe80::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "2001:db8::1", "2002:7f00:1::", "2001::1", "::127.0.0.1",
    ])
    func `a machine of one's own`(text: String) {
        #expect(InternetAddress(text)?.isPublic == false)
    }

    @Test(arguments: [
        "8.8.8.8", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.1", "192.167.0.1",
        "223.255.255.1",
        "2a00:1450:4001:80b::200e", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808",
        "2001:4860:4860::8888",
    ])
    func `a machine on the internet`(text: String) {
        #expect(InternetAddress(text)?.isPublic == true)
    }

    @Test(arguments: ["", "localhost", "127.1", "0x7f.1", "2130706433", "1.2.3.4.5", "::g", "[::1]"])
    func `what is no address is none`(text: String) {
        #expect(InternetAddress(text) == nil)
    }

    @Test func `this machine finds itself`() {
        let found = InternetAddress.all(of: "localhost")
        #expect(!found.isEmpty && found.allSatisfy { !$0.address.isPublic })
        // Some resolvers read a number as an address.
        #expect(InternetAddress.all(of: "2130706433").allSatisfy { !$0.address.isPublic })
    }
}
