package geo

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

type Client struct {
	base string
	http *http.Client
}

func New(base string) *Client {
	return &Client{base: base, http: &http.Client{}}
}

func (c *Client) Address(ctx context.Context, lat, lon float64) (string, error) {
	response, err := c.http.Get(fmt.Sprintf("%s/reverse?lat=%f&lon=%f", c.base, lat, lon))
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	var body struct {
		Address string `json:"address"`
	}
	err = json.NewDecoder(response.Body).Decode(&body)
	return body.Address, err
}
