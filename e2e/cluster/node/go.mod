module weir.dev/e2e/cluster/node

go 1.24.0
