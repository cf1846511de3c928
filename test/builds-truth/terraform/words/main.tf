terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

locals {
  list = ["b", "a", "", "c", "a"]
  map  = { z = 1, a = "two", m = true }
  nested = {
    first  = { port = 80, names = ["x", "y"] }
    second = { port = 443, names = [] }
  }
  text = <<-EOT
    one
      two ${local.map.z}
  EOT
}

resource "aws_ecs_service" "words" {
  name = "words"

  tags = {
    join       = join("-", compact(local.list))
    distinct   = join(",", distinct(local.list))
    sort       = join(",", sort(["b", "a", "C"]))
    reverse    = join(",", reverse(["a", "b"]))
    keys       = join(",", keys(local.map))
    values     = join(",", [for v in values(local.map) : tostring(v)])
    lookup     = lookup(local.map, "nothing", "else")
    merge      = merge(local.map, { z = "later" }).z
    concat     = join("", concat(["a"], ["b", "c"]))
    flatten    = join("", flatten([["a", ["b"]], [], ["c"]]))
    element    = element(["a", "b", "c"], 4)
    slice      = join("", slice(["a", "b", "c", "d"], 1, 3))
    contains   = contains(local.list, "c")
    length     = length(local.list) + length("text") + length(local.map)
    min        = min(3, 1, 2)
    max        = max(3.5, 1)
    ceil       = ceil(1.2)
    floor      = floor(-1.2)
    abs        = abs(-3)
    sum        = sum([1, 2, 3])
    half       = 7 / 2
    modulo     = 7 % 3
    negative   = -(2 - 5)
    and        = true && !false
    compare    = 2 > 1 && 1 <= 1 && "a" != "b"
    upper      = upper("aB")
    lower      = lower("aB")
    title      = title("hello world")
    trim       = trimspace("  a b  ")
    prefix     = trimprefix("helloworld", "hello")
    suffix     = trimsuffix("helloworld", "world")
    replace    = replace("a.b.c", ".", "-")
    substr     = substr("hello", 1, 3)
    split      = join("|", split(",", "a,b,,c"))
    format     = format("%s-%d-%v%%", "a", 3, true)
    starts     = startswith("abc", "ab")
    coalesce   = coalesce("", "b")
    one        = one(["only"])
    range      = join(",", [for n in range(3) : tostring(n)])
    zip        = zipmap(["a", "b"], ["1", "2"])["b"]
    try        = try(local.nested.third.port, "none")
    port       = local.nested.first.port
    index      = local.nested["first"].names[1]
    splat      = join(",", values(local.nested)[*].port)
    loop       = join(",", [for k, v in local.nested : "${k}=${v.port}" if length(v.names) > 0])
    object     = { for k, v in local.nested : upper(k) => v.port }["SECOND"]
    inner      = "${join("", [for x in ["a", "b"] : "${x}!"])}"
    escaped    = "$${literal} \"quoted\" \\ end"
    heredoc    = local.text
    condition  = local.map.m ? "yes" : "no"
    tostring   = tostring(1.50)
    tonumber   = tonumber("3") + 1
    basename   = basename("a/b/c.txt")
    chomp      = chomp("line\n")
    json       = jsondecode("{\"a\": {\"b\": 2}}").a.b
    toset      = join(",", toset(["b", "a", "b"]))
    unicode    = "\u00e9"
    directive  = "%{ if 1 > 2 }a%{ else }b%{ endif }"
  }
}
