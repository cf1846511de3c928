{
  "name": "${name}",
  "image": "registry.example.com/log:2",
  "memory": ${size},
  "command": [%{ for index, flag in flags }%{ if index > 0 }, %{ endif }"--${flag}"%{ endfor }]
}
