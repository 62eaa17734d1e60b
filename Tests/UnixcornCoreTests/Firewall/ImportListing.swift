/// A ruleset of nftables as `nft -j list ruleset` of 1.0.6 lists it: sets, verdict maps, a meter, a concatenation, a map of
/// published ports, and a table of ours.
enum ImportListing {
    static let json = #"""
        {"nftables":[
        {"table":{"family":"inet","name":"filter"}},
        {"set":{"family":"inet","name":"office","table":"filter","type":"ipv4_addr","flags":["interval"],"elem":[{"prefix":{"addr":"192.0.2.0","len":24}},{"prefix":{"addr":"198.51.100.0","len":28}}]}},
        {"set":{"family":"inet","name":"office6","table":"filter","type":"ipv6_addr","flags":["interval"],"elem":[{"prefix":{"addr":"2001:db8:1::","len":48}}]}},
        {"set":{"family":"inet","name":"banned","table":"filter","type":"ipv4_addr","flags":["timeout"],"timeout":3600}},
        {"set":{"family":"inet","name":"flood","table":"filter","type":"ipv4_addr"}},
        {"chain":{"family":"inet","table":"filter","name":"input","type":"filter","hook":"input","prio":0,"policy":"drop"}},
        {"chain":{"family":"inet","table":"filter","name":"smtp"}},
        {"chain":{"family":"inet","table":"filter","name":"forward","type":"filter","hook":"forward","prio":0,"policy":"drop"}},
        {"chain":{"family":"inet","table":"filter","name":"web"}},
        {"rule":{"family":"inet","table":"filter","chain":"input","expr":[{"vmap":{"key":{"ct":{"key":"state"}},"data":{"set":[["invalid",{"drop":null}],["established",{"accept":null}],["related",{"accept":null}]]}}}]}},
        {"rule":{"family":"inet","table":"filter","chain":"input","expr":[{"match":{"op":"==","left":{"meta":{"key":"iifname"}},"right":"lo"}},{"accept":null}]}},
        {"rule":{"family":"inet","table":"filter","chain":"input","expr":[{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"saddr"}},"right":"@banned"}},{"drop":null}]}},
        {"rule":{"family":"inet","table":"filter","chain":"input","expr":[{"match":{"op":"==","left":{"meta":{"key":"l4proto"}},"right":{"set":["icmp","ipv6-icmp"]}}},{"accept":null}]}},
        {"rule":{"family":"inet","table":"filter","chain":"input","expr":[{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"saddr"}},"right":"@office"}},{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":22}},{"accept":null}]}},
        {"rule":{"family":"inet","table":"filter","chain":"input","expr":[{"match":{"op":"==","left":{"payload":{"protocol":"ip6","field":"saddr"}},"right":"@office6"}},{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":22}},{"accept":null}]}},
        {"rule":{"family":"inet","table":"filter","chain":"input","expr":[{"vmap":{"key":{"payload":{"protocol":"tcp","field":"dport"}},"data":{"set":[[25,{"jump":{"target":"smtp"}}],[80,{"accept":null}],[443,{"accept":null}]]}}}]}},
        {"rule":{"family":"inet","table":"filter","chain":"input","expr":[{"match":{"op":"==","left":{"payload":{"protocol":"udp","field":"dport"}},"right":443}},{"accept":null}]}},
        {"rule":{"family":"inet","table":"filter","chain":"input","expr":[{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":993}},{"meter":{"key":{"payload":{"protocol":"ip","field":"saddr"}},"stmt":{"limit":{"rate":30,"burst":10,"per":"minute","inv":true}},"size":65535,"name":"m4"}},{"drop":null}]}},
        {"rule":{"family":"inet","table":"filter","chain":"input","expr":[{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":993}},{"accept":null}]}},
        {"rule":{"family":"inet","table":"filter","chain":"input","expr":[{"match":{"op":"==","left":{"concat":[{"payload":{"protocol":"ip","field":"saddr"}},{"payload":{"protocol":"tcp","field":"dport"}}]},"right":{"set":[{"concat":["10.0.0.5",9100]},{"concat":["10.0.0.6",9100]},{"concat":["10.0.0.6",3306]}]}}},{"accept":null}]}},
        {"rule":{"family":"inet","table":"filter","chain":"input","expr":[{"reject":{"type":"icmpx","expr":"port-unreachable"}}]}},
        {"rule":{"family":"inet","table":"filter","chain":"smtp","expr":[{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"saddr"}},"right":{"prefix":{"addr":"203.0.113.0","len":24}}}},{"drop":null}]}},
        {"rule":{"family":"inet","table":"filter","chain":"smtp","expr":[{"limit":{"rate":10,"burst":5,"per":"second"}},{"accept":null}]}},
        {"rule":{"family":"inet","table":"filter","chain":"forward","expr":[{"match":{"op":"in","left":{"ct":{"key":"state"}},"right":["established","related"]}},{"accept":null}]}},
        {"rule":{"family":"inet","table":"filter","chain":"forward","expr":[{"match":{"op":"==","left":{"meta":{"key":"iifname"}},"right":"br0"}},{"match":{"op":"==","left":{"meta":{"key":"oifname"}},"right":"eth0"}},{"accept":null}]}},
        {"rule":{"family":"inet","table":"filter","chain":"forward","expr":[{"match":{"op":"==","left":{"meta":{"key":"oifname"}},"right":"br0"}},{"vmap":{"key":{"payload":{"protocol":"ip","field":"daddr"}},"data":{"set":[["192.0.2.40",{"jump":{"target":"web"}}],["192.0.2.41",{"jump":{"target":"web"}}]]}}}]}},
        {"rule":{"family":"inet","table":"filter","chain":"web","expr":[{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":{"set":[80,443]}}},{"accept":null}]}},
        {"rule":{"family":"inet","table":"filter","chain":"web","expr":[{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"saddr"}},"right":"@office"}},{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":22}},{"accept":null}]}},
        {"table":{"family":"ip","name":"nat"}},
        {"map":{"family":"ip","name":"ports","table":"nat","type":"inet_service","map":"ipv4_addr . inet_service","elem":[[8080,{"concat":["192.0.2.41",80]}],[8443,{"concat":["192.0.2.40",443]}]]}},
        {"chain":{"family":"ip","table":"nat","name":"pre","type":"nat","hook":"prerouting","prio":-100,"policy":"accept"}},
        {"chain":{"family":"ip","table":"nat","name":"post","type":"nat","hook":"postrouting","prio":100,"policy":"accept"}},
        {"rule":{"family":"ip","table":"nat","chain":"pre","expr":[{"dnat":{"family":"ip","addr":{"map":{"key":{"payload":{"protocol":"tcp","field":"dport"}},"data":"@ports"}}}}]}},
        {"rule":{"family":"ip","table":"nat","chain":"post","expr":[{"match":{"op":"==","left":{"payload":{"protocol":"ip","field":"saddr"}},"right":{"prefix":{"addr":"192.0.2.0","len":26}}}},{"match":{"op":"==","left":{"meta":{"key":"oifname"}},"right":"eth0"}},{"masquerade":null}]}},
        {"table":{"family":"inet","name":"unixcorn"}},
        {"chain":{"family":"inet","table":"unixcorn","name":"x","type":"filter","hook":"input","prio":5,"policy":"accept"}},
        {"rule":{"family":"inet","table":"unixcorn","chain":"x","expr":[{"drop":null}]}}
        ]}
        """#
}
