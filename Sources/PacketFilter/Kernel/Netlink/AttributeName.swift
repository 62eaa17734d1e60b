import CNetlink

/// A name for the number of an attribute: C's own enumerators.
protocol AttributeName {
    var number: UInt16 { get }
}

extension AttributeName where Self: RawRepresentable, RawValue == UInt32 {
    var number: UInt16 { UInt16(truncatingIfNeeded: rawValue) }
}

/// C's enumerations without a name come as plain numbers.
extension Int: AttributeName {
    var number: UInt16 { UInt16(truncatingIfNeeded: self) }
}

extension nft_gen_attributes: AttributeName {}
extension nft_trace_attributes: AttributeName {}
extension nft_verdict_attributes: AttributeName {}
extension nft_table_attributes: AttributeName {}
extension nft_chain_attributes: AttributeName {}
extension nft_rule_attributes: AttributeName {}
extension nft_expr_attributes: AttributeName {}
extension nft_immediate_attributes: AttributeName {}
extension nft_object_attributes: AttributeName {}
extension nft_set_attributes: AttributeName {}
extension nft_data_attributes: AttributeName {}
extension nft_list_attributes: AttributeName {}
extension nft_set_elem_attributes: AttributeName {}
extension nft_set_elem_list_attributes: AttributeName {}
extension nfulnl_attr_type: AttributeName {}
extension nfulnl_attr_config: AttributeName {}
extension ctattr_type: AttributeName {}
extension ctattr_tuple: AttributeName {}
extension ctattr_ip: AttributeName {}
extension ctattr_l4proto: AttributeName {}
extension ctattr_protoinfo: AttributeName {}
extension ctattr_protoinfo_tcp: AttributeName {}
extension ctattr_counters: AttributeName {}
extension rtattr_type_t: AttributeName {}
extension nlmsgerr_attrs: AttributeName {}
