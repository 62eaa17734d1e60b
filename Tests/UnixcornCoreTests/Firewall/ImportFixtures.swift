/// Rules as known programs write them.
enum ImportFixtures {
    /// ufw 0.36 with default deny, ssh limited, web open, one network for a database.
    static let ufw = """
        *filter
        :INPUT DROP [12:720]
        :FORWARD DROP [0:0]
        :OUTPUT ACCEPT [4:240]
        :ufw-after-input - [0:0]
        :ufw-after-logging-input - [0:0]
        :ufw-before-input - [0:0]
        :ufw-before-logging-input - [0:0]
        :ufw-before-output - [0:0]
        :ufw-logging-deny - [0:0]
        :ufw-not-local - [0:0]
        :ufw-reject-input - [0:0]
        :ufw-skip-to-policy-input - [0:0]
        :ufw-track-output - [0:0]
        :ufw-user-input - [0:0]
        :ufw-user-limit - [0:0]
        :ufw-user-limit-accept - [0:0]
        :ufw-user-output - [0:0]
        -A INPUT -j ufw-before-logging-input
        -A INPUT -j ufw-before-input
        -A INPUT -j ufw-after-input
        -A INPUT -j ufw-after-logging-input
        -A INPUT -j ufw-reject-input
        -A OUTPUT -j ufw-before-output
        -A OUTPUT -j ufw-track-output
        -A ufw-after-input -p udp -m udp --dport 137 -j ufw-skip-to-policy-input
        -A ufw-after-input -p udp -m udp --dport 138 -j ufw-skip-to-policy-input
        -A ufw-after-input -p tcp -m tcp --dport 445 -j ufw-skip-to-policy-input
        -A ufw-after-input -m addrtype --dst-type BROADCAST -j ufw-skip-to-policy-input
        -A ufw-after-logging-input -m limit --limit 3/min --limit-burst 10 -j LOG --log-prefix "[UFW BLOCK] "
        -A ufw-before-input -i lo -j ACCEPT
        -A ufw-before-input -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A ufw-before-input -m conntrack --ctstate INVALID -j ufw-logging-deny
        -A ufw-before-input -m conntrack --ctstate INVALID -j DROP
        -A ufw-before-input -p icmp -m icmp --icmp-type 3 -j ACCEPT
        -A ufw-before-input -p icmp -m icmp --icmp-type 11 -j ACCEPT
        -A ufw-before-input -p icmp -m icmp --icmp-type 12 -j ACCEPT
        -A ufw-before-input -p icmp -m icmp --icmp-type 8 -j ACCEPT
        -A ufw-before-input -p udp -m udp --sport 67 --dport 68 -j ACCEPT
        -A ufw-before-input -j ufw-not-local
        -A ufw-before-input -d 224.0.0.251/32 -p udp -m udp --dport 5353 -j ACCEPT
        -A ufw-before-input -d 239.255.255.250/32 -p udp -m udp --dport 1900 -j ACCEPT
        -A ufw-before-input -j ufw-user-input
        -A ufw-before-output -o lo -j ACCEPT
        -A ufw-before-output -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A ufw-before-output -j ufw-user-output
        -A ufw-logging-deny -m conntrack --ctstate INVALID -m limit --limit 3/min --limit-burst 10 -j RETURN
        -A ufw-logging-deny -m limit --limit 3/min --limit-burst 10 -j LOG --log-prefix "[UFW BLOCK] "
        -A ufw-not-local -m addrtype --dst-type LOCAL -j RETURN
        -A ufw-not-local -m addrtype --dst-type MULTICAST -j RETURN
        -A ufw-not-local -m addrtype --dst-type BROADCAST -j RETURN
        -A ufw-not-local -m limit --limit 3/min --limit-burst 10 -j ufw-logging-deny
        -A ufw-not-local -j DROP
        -A ufw-skip-to-policy-input -j DROP
        -A ufw-track-output -p tcp -m conntrack --ctstate NEW -j ACCEPT
        -A ufw-track-output -p udp -m conntrack --ctstate NEW -j ACCEPT
        -A ufw-user-input -p tcp -m tcp --dport 22 -m conntrack --ctstate NEW -m recent --set --name DEFAULT --mask 255.255.255.255 --rsource
        -A ufw-user-input -p tcp -m tcp --dport 22 -m conntrack --ctstate NEW -m recent --update --seconds 30 --hitcount 6 --name DEFAULT --mask 255.255.255.255 --rsource -j ufw-user-limit
        -A ufw-user-input -p tcp -m tcp --dport 22 -j ufw-user-limit-accept
        -A ufw-user-input -p tcp -m multiport --dports 80,443 -m comment --comment "'dapp_Nginx%20Full'" -j ACCEPT
        -A ufw-user-input -s 192.0.2.0/24 -p tcp -m tcp --dport 5432 -j ACCEPT
        -A ufw-user-limit -m limit --limit 3/min -j LOG --log-prefix "[UFW LIMIT BLOCK] "
        -A ufw-user-limit -j REJECT --reject-with icmp-port-unreachable
        -A ufw-user-limit-accept -j ACCEPT
        COMMIT
        """

    static let ufw6 = """
        *filter
        :INPUT DROP [0:0]
        :OUTPUT ACCEPT [0:0]
        :ufw6-before-input - [0:0]
        :ufw6-user-input - [0:0]
        -A INPUT -j ufw6-before-input
        -A ufw6-before-input -i lo -j ACCEPT
        -A ufw6-before-input -m rt --rt-type 0 -j DROP
        -A ufw6-before-input -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A ufw6-before-input -p ipv6-icmp -m icmp6 --icmpv6-type 1 -j ACCEPT
        -A ufw6-before-input -p ipv6-icmp -m icmp6 --icmpv6-type 128 -j ACCEPT
        -A ufw6-before-input -p ipv6-icmp -m icmp6 --icmpv6-type 135 -m hl --hl-eq 255 -j ACCEPT
        -A ufw6-before-input -j ufw6-user-input
        -A ufw6-user-input -p tcp -m tcp --dport 22 -j ACCEPT
        -A ufw6-user-input -p tcp -m multiport --dports 80,443 -j ACCEPT
        COMMIT
        """

    /// Docker 24 with one published port, on a host that drops nothing by itself.
    static let docker = """
        *nat
        :PREROUTING ACCEPT [0:0]
        :POSTROUTING ACCEPT [0:0]
        :DOCKER - [0:0]
        -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
        -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
        -A POSTROUTING -s 172.17.0.2/32 -d 172.17.0.2/32 -p tcp -m tcp --dport 80 -j MASQUERADE
        -A DOCKER -i docker0 -j RETURN
        -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
        COMMIT
        *filter
        :INPUT ACCEPT [0:0]
        :FORWARD DROP [0:0]
        :OUTPUT ACCEPT [0:0]
        :DOCKER - [0:0]
        :DOCKER-ISOLATION-STAGE-1 - [0:0]
        :DOCKER-ISOLATION-STAGE-2 - [0:0]
        :DOCKER-USER - [0:0]
        -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A INPUT -i lo -j ACCEPT
        -A INPUT -s 203.0.113.7/32 -p tcp -m tcp --dport 22 -j ACCEPT
        -A INPUT -p tcp -m tcp --dport 22 -j DROP
        -A FORWARD -j DOCKER-USER
        -A FORWARD -j DOCKER-ISOLATION-STAGE-1
        -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A FORWARD -o docker0 -j DOCKER
        -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
        -A FORWARD -i docker0 -o docker0 -j ACCEPT
        -A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT
        -A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2
        -A DOCKER-ISOLATION-STAGE-1 -j RETURN
        -A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP
        -A DOCKER-ISOLATION-STAGE-2 -j RETURN
        -A DOCKER-USER -j RETURN
        COMMIT
        """

    /// libvirt 9 with its network default, behind an input that drops.
    static let libvirt = """
        *nat
        :PREROUTING ACCEPT [0:0]
        :POSTROUTING ACCEPT [0:0]
        :LIBVIRT_PRT - [0:0]
        -A PREROUTING -d 203.0.113.5/32 -i eth0 -p tcp -m tcp --dport 8443 -j DNAT --to-destination 192.168.122.10:443
        -A POSTROUTING -j LIBVIRT_PRT
        -A LIBVIRT_PRT -s 192.168.122.0/24 -d 224.0.0.0/24 -j RETURN
        -A LIBVIRT_PRT -s 192.168.122.0/24 -d 255.255.255.255/32 -j RETURN
        -A LIBVIRT_PRT -s 192.168.122.0/24 ! -d 192.168.122.0/24 -p tcp -j MASQUERADE --to-ports 1024-65535
        -A LIBVIRT_PRT -s 192.168.122.0/24 ! -d 192.168.122.0/24 -p udp -j MASQUERADE --to-ports 1024-65535
        -A LIBVIRT_PRT -s 192.168.122.0/24 ! -d 192.168.122.0/24 -j MASQUERADE
        COMMIT
        *filter
        :INPUT DROP [0:0]
        :FORWARD ACCEPT [0:0]
        :OUTPUT ACCEPT [0:0]
        :LIBVIRT_FWI - [0:0]
        :LIBVIRT_FWO - [0:0]
        :LIBVIRT_FWX - [0:0]
        :LIBVIRT_INP - [0:0]
        -A INPUT -j LIBVIRT_INP
        -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A INPUT -i eth0 -s 203.0.113.0/28 -p tcp -m tcp --dport 22 -j ACCEPT
        -A FORWARD -d 192.168.122.10/32 -i eth0 -o virbr0 -p tcp -m tcp --dport 443 -j ACCEPT
        -A FORWARD -j LIBVIRT_FWX
        -A FORWARD -j LIBVIRT_FWI
        -A FORWARD -j LIBVIRT_FWO
        -A LIBVIRT_FWI -d 192.168.122.0/24 -o virbr0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A LIBVIRT_FWI -o virbr0 -j REJECT --reject-with icmp-port-unreachable
        -A LIBVIRT_FWO -s 192.168.122.0/24 -i virbr0 -j ACCEPT
        -A LIBVIRT_FWO -i virbr0 -j REJECT --reject-with icmp-port-unreachable
        -A LIBVIRT_FWX -i virbr0 -o virbr0 -j ACCEPT
        -A LIBVIRT_INP -i virbr0 -p udp -m udp --dport 53 -j ACCEPT
        -A LIBVIRT_INP -i virbr0 -p tcp -m tcp --dport 53 -j ACCEPT
        -A LIBVIRT_INP -i virbr0 -p udp -m udp --dport 67 -j ACCEPT
        COMMIT
        """

    /// fail2ban on a host that is open: seven banned from SSH, one of them from the web.
    static let fail2ban = """
        *filter
        :INPUT ACCEPT [0:0]
        :OUTPUT ACCEPT [0:0]
        :f2b-sshd - [0:0]
        :f2b-web - [0:0]
        -A INPUT -p tcp -m multiport --dports 22 -j f2b-sshd
        -A INPUT -p tcp -m multiport --dports 80,443 -j f2b-web
        -A f2b-sshd -s 198.51.100.1/32 -j REJECT --reject-with icmp-port-unreachable
        -A f2b-sshd -s 198.51.100.9/32 -j REJECT --reject-with icmp-port-unreachable
        -A f2b-sshd -s 198.51.100.33/32 -j REJECT --reject-with icmp-port-unreachable
        -A f2b-sshd -s 203.0.113.200/32 -j REJECT --reject-with icmp-port-unreachable
        -A f2b-sshd -s 203.0.113.210/32 -j REJECT --reject-with icmp-port-unreachable
        -A f2b-sshd -s 192.0.2.66/32 -j REJECT --reject-with icmp-port-unreachable
        -A f2b-sshd -s 192.0.2.70/32 -j REJECT --reject-with icmp-port-unreachable
        -A f2b-sshd -j RETURN
        -A f2b-web -s 192.0.2.66/32 -j REJECT --reject-with icmp-port-unreachable
        -A f2b-web -j RETURN
        COMMIT
        """

    /// Written by hand: guests behind routed addresses, a source port, a helper and a mark that a policy cannot say.
    static let byHand = """
        *filter
        :INPUT DROP [0:0]
        :FORWARD DROP [0:0]
        :OUTPUT DROP [0:0]
        -A INPUT -i lo -j ACCEPT
        -A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT
        -A INPUT -s 203.0.113.7/32 -p tcp -m tcp --dport 22 -j ACCEPT
        -A INPUT -s 192.0.2.0/25 -p tcp -m tcp --dport 22 -j ACCEPT
        -A INPUT -p icmp -j ACCEPT
        -A INPUT -p tcp -m tcp --sport 20 --dport 1024:65535 -j ACCEPT
        -A INPUT -m mark --mark 0x7 -j ACCEPT
        -A INPUT -i eth0 -s 10.0.0.0/8 -j DROP
        -A INPUT -p udp -m udp --dport 51820 -j ACCEPT
        -A INPUT -i wg0 -p tcp -m tcp --dport 9090 -j ACCEPT
        -A INPUT -j REJECT --reject-with icmp-port-unreachable
        -A OUTPUT -o lo -j ACCEPT
        -A OUTPUT -m state --state ESTABLISHED,RELATED -j ACCEPT
        -A OUTPUT -p udp -m udp --dport 53 -j ACCEPT
        -A OUTPUT -p tcp -m multiport --dports 53,80,443 -j ACCEPT
        -A OUTPUT -d 192.0.2.5/32 -p tcp -m tcp --dport 587 -j ACCEPT
        -A FORWARD -m state --state ESTABLISHED,RELATED -j ACCEPT
        -A FORWARD -d 192.0.2.40/32 -i eth0 -o br1 -p tcp -m multiport --dports 80,443 -j ACCEPT
        -A FORWARD -d 192.0.2.41/32 -i eth0 -o br1 -p tcp -m multiport --dports 80,443 -j ACCEPT
        -A FORWARD -d 192.0.2.42/32 -i eth0 -o br1 -p tcp -m multiport --dports 25,993 -j ACCEPT
        -A FORWARD -s 203.0.113.7/32 -o br1 -p tcp -m tcp --dport 22 -j ACCEPT
        -A FORWARD -i br1 -o eth0 -p tcp -m multiport --dports 80,443 -j ACCEPT
        -A FORWARD -s 192.0.2.42/32 -i br1 -o eth0 -p tcp -m tcp --dport 25 -j ACCEPT
        COMMIT
        *nat
        :PREROUTING ACCEPT [0:0]
        :POSTROUTING ACCEPT [0:0]
        -A PREROUTING -p tcp -m tcp --dport 8081 -j REDIRECT --to-ports 80
        -A PREROUTING -s 203.0.113.0/24 -p tcp -m tcp --dport 2222 -j DNAT --to-destination 192.0.2.40:22
        -A POSTROUTING -s 10.9.0.0/24 -o eth0 -j SNAT --to-source 203.0.113.5
        COMMIT
        """

    /// Filters as libvirt 9 has them, shortened to what they say.
    static let filters = [
        """
        <filter name='clean-traffic' chain='root'>
          <filterref filter='no-mac-spoofing'/>
          <filterref filter='no-ip-spoofing'/>
          <rule direction='out' action='accept' priority='-650'><mac protocolid='ipv4'/></rule>
          <filterref filter='allow-incoming-ipv4'/>
          <rule action='accept' direction='inout' priority='-500'><mac protocolid='arp'/></rule>
          <filterref filter='no-other-l2-traffic'/>
        </filter>
        """,
        """
        <filter name='no-mac-spoofing' chain='mac' priority='-800'>
          <rule action='return' direction='out' priority='350'><mac srcmacaddr='$MAC'/></rule>
          <rule action='drop' direction='out' priority='500'><mac protocolid='vlan'/></rule>
        </filter>
        """,
        """
        <filter name='no-ip-spoofing' chain='ipv4-ip' priority='-710'>
          <rule action='return' direction='out' priority='100'><ip srcipaddr='0.0.0.0' protocol='udp'/></rule>
          <rule direction='out' action='return' priority='500'><ip srcipaddr='$IP'/></rule>
          <rule direction='out' action='drop' priority='1000'/>
        </filter>
        """,
        """
        <filter name='allow-incoming-ipv4' chain='ipv4'>
          <rule direction='in' action='accept'/>
        </filter>
        """,
        """
        <filter name='no-other-l2-traffic' chain='root'>
          <rule action='drop' direction='inout' priority='1000'/>
        </filter>
        """,
    ]

    static let webFilter = """
        <filter name='web-server' chain='root'>
          <filterref filter='clean-traffic'/>
          <rule action='accept' direction='in' priority='100'><tcp dstportstart='80'/></rule>
          <rule action='accept' direction='in' priority='100'><tcp dstportstart='443'/></rule>
          <rule action='accept' direction='in' priority='110'><tcp srcipaddr='$ADMIN' srcipmask='24' dstportstart='22'/></rule>
          <rule action='accept' direction='out' priority='120'><udp dstportstart='53'/></rule>
          <rule action='accept' direction='out' priority='120'><tcp dstportstart='1' dstportend='65535'/></rule>
          <rule action='accept' direction='inout' priority='130'><icmp/></rule>
          <rule action='accept' direction='in' priority='140'><tcp dstportstart='8080' ipset='friends'/></rule>
          <rule action='drop' direction='inout' priority='1000'><all/></rule>
        </filter>
        """

    static let binding = """
        <filterbinding>
          <owner><name>shop</name><uuid>d54df46f-1ab5-4a22-8618-4560ef5fac2c</uuid></owner>
          <portdev name='vnet4'/>
          <mac address='52:54:00:7b:35:93'/>
          <filterref filter='web-server'>
            <parameter name='IP' value='192.0.2.60'/>
            <parameter name='ADMIN' value='203.0.113.0'/>
          </filterref>
        </filterbinding>
        """
}
