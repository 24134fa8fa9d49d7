module example.org/selvedge/conformance/versions

go 1.25

require golang.org/x/mod v0.17.0
